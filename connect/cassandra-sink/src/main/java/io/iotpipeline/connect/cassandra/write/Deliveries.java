package io.iotpipeline.connect.cassandra.write;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The deliveries whose records are not all written or reported. */
final class Deliveries {

  private final Consumer<Collection<RejectedRecord>> reporter;
  private final List<Delivery> unfinished = new ArrayList<>();

  /**
   * @param reporter takes the rejected records, each once; if it throws, they count as unreported
   */
  Deliveries(Consumer<Collection<RejectedRecord>> reporter) {
    this.reporter = reporter;
  }

  void add(Delivery delivery) {
    unfinished.add(delivery);
  }

  boolean isEmpty() {
    return unfinished.isEmpty();
  }

  /** Returns the number of records of all deliveries. */
  int records() {
    return unfinished.stream().mapToInt(Delivery::size).sum();
  }

  /** See {@link RecordWriter#finished}. */
  Map<TopicPartition, OffsetAndMetadata> finished(
      Map<TopicPartition, OffsetAndMetadata> delivered) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(delivered);
    for (Delivery delivery : unfinished) {
      if (delivery.isFinished() && delivery.rejected().isEmpty()) {
        continue;
      }
      delivery
          .firstOffsets()
          .forEach(
              (partition, first) ->
                  offsets.computeIfPresent(
                      partition,
                      (key, offset) ->
                          offset.offset() > first ? new OffsetAndMetadata(first) : offset));
    }
    return offsets;
  }

  void forget(Collection<TopicPartition> partitions) {
    unfinished.forEach(delivery -> delivery.forget(partitions));
  }

  /** Reports the rejected records of finished deliveries, and drops these deliveries. */
  void complete() {
    for (Iterator<Delivery> all = unfinished.iterator(); all.hasNext(); ) {
      Delivery delivery = all.next();
      if (delivery.isFinished()) {
        List<RejectedRecord> rejected = delivery.rejected();
        if (!rejected.isEmpty()) {
          reporter.accept(rejected);
        }
        all.remove();
      }
    }
  }
}
