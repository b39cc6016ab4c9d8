package io.iotpipeline.streamsapp.partitions;

import static io.iotpipeline.streamsapp.config.StartupException.FAILURE;

import io.iotpipeline.streamsapp.config.StartupException;
import io.iotpipeline.streamsapp.state.StateKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;

/** Reads committed records of the changelog of the state. */
final class ChangelogReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofSeconds(1);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String changelog;

  ChangelogReader(Map<String, Object> settings, String changelog) {
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.changelog = changelog;
  }

  /**
   * Checks that all changes are in the records of their sensors: the journal has those of all
   * sensors of the partition in one row, which cannot be split.
   *
   * @throws StartupException if the journal has entries
   */
  void requireNoJournal(int source) {
    Set<Bytes> pieces = new HashSet<>();
    read(
        source,
        record -> {
          if (StateKey.isJournalPiece(record.key())) {
            if (record.value() == null) {
              pieces.remove(Bytes.wrap(record.key()));
            } else {
              pieces.add(Bytes.wrap(record.key()));
            }
          }
        });
    if (!pieces.isEmpty()) {
      throw new StartupException(
          FAILURE,
          "the journal of partition %d is not empty: let the app run for 20 minutes without events,"
                  .formatted(source)
              + " or for a minute with --state-journal-bytes 0, then stop it");
    }
  }

  /** Returns whether the partition has records; those of an aborted transaction do not count. */
  boolean hasRecords(int partition) {
    AtomicBoolean found = new AtomicBoolean();
    read(partition, record -> found.set(true));
    return found.get();
  }

  /** Passes on the records that the partition of the changelog has now. */
  void read(int partition, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    TopicPartition source = new TopicPartition(changelog, partition);
    consumer.assign(List.of(source));
    consumer.seekToBeginning(List.of(source));
    long end = consumer.endOffsets(List.of(source)).get(source);
    while (consumer.position(source) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < end) {
          each.accept(record);
        }
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
