package io.iotpipeline.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.iotpipeline.api.answer.Parameters;
import io.iotpipeline.api.metrics.ApiMetrics;
import io.iotpipeline.api.source.TestSchemas;
import io.iotpipeline.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LiveReadingsTest {

  private static final String TOPIC = Topics.VALIDATED_EVENTS.name();

  private final AtomicInteger consumers = new AtomicInteger();

  /** A connection that takes all. */
  private static final class QuickSink implements Sink {
    final List<String> written = new CopyOnWriteArrayList<>();

    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public boolean isFull() {
      return false;
    }

    @Override
    public void write(String text) {
      written.add(text);
    }

    @Override
    public void onDrain(Runnable task) {}
  }

  /** The first one fails. */
  private Consumer<byte[], byte[]> consumer() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    Node node = new Node(0, "h", 1);
    consumer.updatePartitions(
        TOPIC, List.of(new PartitionInfo(TOPIC, 0, node, new Node[] {node}, new Node[] {node})));
    consumer.updateEndOffsets(Map.of(new TopicPartition(TOPIC, 0), 10L));
    if (consumers.getAndIncrement() == 0) {
      consumer.setPollException(new KafkaException("interrupted"));
    }
    return consumer;
  }

  @Test
  void after_an_interruption_those_who_follow_readings_learn_that_some_may_be_missing() {
    ApiMetrics metrics = new ApiMetrics();
    LiveHub hub = new LiveHub(2, metrics);
    QuickSink readings = new QuickSink();
    QuickSink alerts = new QuickSink();
    var unused =
        hub.open(Parameters.parse("stream=readings&sensor=a", LiveHub.PARAMETERS), readings);
    var other = hub.open(Parameters.parse("stream=alerts", LiveHub.PARAMETERS), alerts);
    try (LiveReadings live = new LiveReadings(hub, TestSchemas.reader(), this::consumer)) {
      live.start();

      await().until(() -> !readings.written.isEmpty());
      assertThat(readings.written).containsExactly("event: dropped\ndata: {\"count\":-1}\n\n");
      assertThat(alerts.written).isEmpty();
      assertThat(consumers.get()).isEqualTo(2);
    } finally {
      hub.close(other);
      metrics.close();
    }
  }
}
