package io.iotpipeline.admin.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.admin.cluster.TopicAccess;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.schemas.RejectedEvent;
import io.iotpipeline.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What the streams app makes of replayed records. Each one appears in {@code validated-events} or
 * {@code rejected-events}, with the header of its replay.
 */
public final class ReplayOutcome implements AutoCloseable {

  private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final Deserializer<RejectedEvent> deserializer;
  private final Map<String, Long> rejectedByReason = new TreeMap<>();
  private long validated;

  /** Remembers the ends of both topics, so it must exist before the replay. */
  ReplayOutcome(Consumer<byte[], byte[]> consumer, Deserializer<RejectedEvent> deserializer) {
    this.consumer = consumer;
    this.deserializer = deserializer;
    List<TopicPartition> partitions =
        Stream.of(Topics.VALIDATED_EVENTS.name(), Topics.REJECTED_EVENTS.name())
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.endOffsets(partitions).forEach(consumer::seek);
  }

  /** Connects to the pipeline, before the replay. */
  public static ReplayOutcome open(TopicAccess pipeline) {
    return new ReplayOutcome(
        KafkaClients.consumer(pipeline), KafkaClients.serdes(pipeline).deserializer());
  }

  /**
   * Counts what becomes of the replayed records, until all are processed or none has been for the
   * time of {@code patience}.
   */
  public void await(ReplayPlan plan, Duration patience) {
    await(plan, patience, () -> {});
  }

  /**
   * As {@link #await(ReplayPlan, Duration)}.
   *
   * @param polled runs after each poll, when the counts may have grown; what it throws ends this
   */
  public void await(ReplayPlan plan, Duration patience, Runnable polled) {
    long total = plan.count(ReplayPlan.Decision.REPLAY);
    long lastProgress = System.nanoTime();
    while (processed() < total && System.nanoTime() - lastProgress < patience.toNanos()) {
      long before = processed();
      consumer.poll(POLL_TIMEOUT).forEach(record -> count(record, plan));
      polled.run();
      if (processed() > before) {
        lastProgress = System.nanoTime();
      }
    }
  }

  private void count(ConsumerRecord<byte[], byte[]> record, ReplayPlan plan) {
    Header replay = record.headers().lastHeader(QuarantinedRecord.REPLAY_OF);
    if (replay == null || !plan.hasReplayed(new String(replay.value(), UTF_8))) {
      return;
    }
    if (record.topic().equals(Topics.VALIDATED_EVENTS.name())) {
      validated++;
    } else {
      String reason = deserializer.deserialize(record.topic(), record.value()).getReason();
      rejectedByReason.merge(reason, 1L, Long::sum);
    }
  }

  private long processed() {
    return validated + rejectedByReason.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Replayed records that are now in {@code validated-events}. */
  public long validated() {
    return validated;
  }

  /** Replayed records that were rejected again. */
  public Map<String, Long> rejectedByReason() {
    return rejectedByReason;
  }

  @Override
  public void close() {
    consumer.close();
    deserializer.close();
  }
}
