package io.iotpipeline.admin.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.schemas.Topics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The quarantined records that have been replayed. Topic {@code quarantine-replays} stores one
 * entry per record: the key is its {@link SourceOffset} as text, the value is empty. The
 * transaction that replays a record also writes its entry. A million entries take about 60 MB of
 * memory; a program with less gives it a capacity.
 */
public final class ReplayLedger {

  public static final String TOPIC = "quarantine-replays";

  private final Map<TopicPartition, Set<Long>> offsets = new HashMap<>();
  private final long capacity;
  private long size;

  ReplayLedger() {
    this(Long.MAX_VALUE);
  }

  /**
   * @param capacity entries at most
   */
  ReplayLedger(long capacity) {
    this.capacity = capacity;
  }

  boolean contains(SourceOffset source) {
    return offsets.getOrDefault(partition(source), Set.of()).contains(source.offset());
  }

  /**
   * @throws PipelineException if the ledger is full
   */
  void add(SourceOffset source) {
    if (size == capacity) {
      throw new PipelineException(
          "more than %,d records have been replayed, and there is no memory here to know them all; run ./pipeline quarantine replay, which has no such limit"
              .formatted(capacity));
    }
    if (offsets
        .computeIfAbsent(partition(source), partition -> new HashSet<>())
        .add(source.offset())) {
      size++;
    }
  }

  static ProducerRecord<byte[], byte[]> entry(SourceOffset source) {
    return new ProducerRecord<>(TOPIC, source.toString().getBytes(UTF_8), new byte[0]);
  }

  static SourceOffset source(byte[] key) {
    return SourceOffset.parse(new String(key, UTF_8));
  }

  /** Creates the topic if it does not exist. */
  static void create(Admin admin) {
    NewTopic topic = new NewTopic(TOPIC, Optional.of(1), Optional.empty()).configs(config());
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException("cannot create the topic " + TOPIC, e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating the topic " + TOPIC, e);
    }
  }

  /** An entry is kept twice as long as a rejected record, so it outlives the record. */
  private static Map<String, String> config() {
    String quarantine = Topics.REJECTED_EVENTS.config().get(TopicConfig.RETENTION_MS_CONFIG);
    long retention = Math.max(-1, 2 * Long.parseLong(quarantine)); // -1: unlimited
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_DELETE,
        TopicConfig.RETENTION_MS_CONFIG,
        String.valueOf(retention),
        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
        "LogAppendTime");
  }

  private static TopicPartition partition(SourceOffset source) {
    return new TopicPartition(source.topic(), source.partition());
  }
}
