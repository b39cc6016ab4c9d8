package io.iotpipeline.producer.send;

import io.iotpipeline.schemas.PollLimit;
import io.iotpipeline.schemas.RejectedEvent;
import io.iotpipeline.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What the streams app makes of the records of a run: how many it validates, and how many it
 * refuses, by reason. Not thread-safe.
 */
public final class Outcome implements AutoCloseable {

  private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
  private static final long PAUSE_MILLIS = 200;

  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Deserializer<RejectedEvent> deserializer;
  private final String topic;
  private final SentOffsets sent;
  private final Map<TopicPartition, Long> begin;

  /**
   * Remembers where the quarantine ends now: what the run adds to it comes after.
   *
   * @param sent receives the positions of the run's records
   * @throws KafkaException if the topic cannot be read
   */
  public Outcome(ConnectionConfig config, SentOffsets sent) {
    this.sent = sent;
    topic = config.topic();
    admin = Admin.create(config.kafka());
    consumer = PollLimit.consumer(config.consumer());
    deserializer = config.serdes().deserializer();
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.REJECTED_EVENTS.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      close();
      throw new KafkaException("there is no topic " + Topics.REJECTED_EVENTS.name());
    }
    consumer.assign(partitions);
    begin = consumer.endOffsets(partitions);
  }

  /**
   * Waits until the streams app has processed the records of a run that has ended.
   *
   * @param patience how long to wait while it processes none
   * @return one line
   * @throws KafkaException if the broker does not answer
   */
  public String of(SendRun run, Duration patience) {
    long total = sent.count();
    Map<Integer, Long> committed = committed();
    long processed = sent.countBefore(committed);
    long progressed = System.nanoTime();
    while (processed < total
        && System.nanoTime() - progressed < patience.toNanos()
        && !run.isStopped()) {
      long done = processed;
      run.status().update(() -> "processed " + done + " of " + total);
      pause();
      committed = committed();
      long now = sent.countBefore(committed);
      if (now > processed) {
        processed = now;
        progressed = System.nanoTime();
      }
    }
    run.status().clear();
    return describe(total, processed, refused(committed));
  }

  private static String describe(long total, long processed, Map<String, Long> refused) {
    long sum = refused.values().stream().mapToLong(Long::longValue).sum();
    StringBuilder line = new StringBuilder();
    line.append("validated ").append(processed - sum).append(", refused ").append(sum);
    if (sum > 0) {
      line.append(
          refused.entrySet().stream()
              .map(count -> count.getKey() + " " + count.getValue())
              .collect(Collectors.joining(", ", " (", "; see ./pipeline quarantine list)")));
    }
    if (processed < total) {
      line.append(", not yet processed ")
          .append(total - processed)
          .append(" (see ./pipeline status)");
    }
    return line.toString();
  }

  /** Partition to the offset before which the streams app has processed all records. */
  private Map<Integer, Long> committed() {
    Map<Integer, Long> committed = new HashMap<>();
    try {
      admin
          .listConsumerGroupOffsets(Topics.STREAMS_APP_GROUP)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (partition, offset) -> {
                if (partition.topic().equals(topic) && offset != null) {
                  committed.put(partition.partition(), offset.offset());
                }
              });
      return committed;
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return committed;
    }
  }

  /**
   * Counts what is refused of the records that are processed; of a record that is processed later
   * it is not known yet whether it is refused.
   */
  private Map<String, Long> refused(Map<Integer, Long> committed) {
    Map<String, Long> byReason = new TreeMap<>();
    begin.forEach(consumer::seek);
    Map<TopicPartition, Long> ends = consumer.endOffsets(begin.keySet());
    while (begin.keySet().stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
        RejectedEvent event =
            deserializer.deserialize(record.topic(), record.headers(), record.value());
        if (event.getTopic().equals(topic)
            && event.getOffset() < committed.getOrDefault(event.getPartition(), 0L)
            && sent.contains(event.getPartition(), event.getOffset())) {
          byReason.merge(event.getReason(), 1L, Long::sum);
        }
      }
    }
    return byReason;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    admin.close();
    consumer.close();
    deserializer.close();
  }
}
