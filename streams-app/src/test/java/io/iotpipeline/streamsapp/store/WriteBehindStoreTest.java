package io.iotpipeline.streamsapp.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise of an internal interface of Kafka Streams that {@link WriteBehindStore} relies on.
 */
class WriteBehindStoreTest {

  @TempDir private Path stateDir;

  @Test
  void flushCache_is_called_before_commit() {
    List<String> calls = new ArrayList<>();

    try (TopologyTestDriver driver = new TopologyTestDriver(topology(calls), config())) {
      driver
          .createInputTopic("input", new StringSerializer(), new StringSerializer())
          .pipeInput("key", "value");

      assertThat(calls).containsSubsequence("process", "flushCache", "commit");
      assertThat(
              driver
                  .createOutputTopic(
                      "app-store-changelog", new StringDeserializer(), new ByteArrayDeserializer())
                  .readKeyValuesToMap())
          .as("the changelog after the commit")
          .containsOnlyKeys("key");
    }
  }

  private static Topology topology(List<String> calls) {
    return new Topology()
        .addSource("source", new StringDeserializer(), new StringDeserializer(), "input")
        .addProcessor("processor", () -> new RecordingProcessor(calls), "source")
        .addStateStore(
            new WriteBehindStoreBuilder<>("store", bytes -> new RecordingStore(bytes, calls)),
            "processor");
  }

  private Properties config() {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "app");
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    return config;
  }

  private static final class RecordingProcessor
      extends ContextualProcessor<String, String, Void, Void> {

    private final List<String> calls;

    RecordingProcessor(List<String> calls) {
      this.calls = calls;
    }

    @Override
    public void process(Record<String, String> record) {
      calls.add("process");
      RecordingStore store = context().getStateStore("store");
      store.changed = record.key();
    }
  }

  /** Holds at most one changed object. */
  private static final class RecordingStore extends WriteBehindStore {

    private final List<String> calls;
    private String changed;

    RecordingStore(KeyValueStore<Bytes, byte[]> bytes, List<String> calls) {
      super(bytes);
      this.calls = calls;
    }

    @Override
    public void flushCache() {
      calls.add("flushCache");
      if (changed != null) {
        bytes().put(Bytes.wrap(changed.getBytes(UTF_8)), new byte[] {1});
        changed = null;
      }
    }

    @Override
    public void clearCache() {
      changed = null;
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
      calls.add("commit");
      super.commit(changelogOffsets);
    }
  }
}
