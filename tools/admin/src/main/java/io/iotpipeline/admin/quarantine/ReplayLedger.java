package io.iotpipeline.admin.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

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
 * Which quarantined records were replayed. Kept in a topic of this tool, one record each: the key
 * is the origin as text, the value empty. An entry is written in the transaction that replays the
 * record, so that neither is ever there without the other. A million of them take about 60 MB here.
 */
public final class ReplayLedger {

  static final String TOPIC = "quarantine-replays";

  private final Map<TopicPartition, Set<Long>> offsets = new HashMap<>();

  public boolean contains(SourceOffset origin) {
    return offsets.getOrDefault(partition(origin), Set.of()).contains(origin.offset());
  }

  void add(SourceOffset origin) {
    offsets.computeIfAbsent(partition(origin), partition -> new HashSet<>()).add(origin.offset());
  }

  static ProducerRecord<byte[], byte[]> entry(SourceOffset origin) {
    return new ProducerRecord<>(TOPIC, origin.toString().getBytes(UTF_8), new byte[0]);
  }

  static SourceOffset origin(byte[] key) {
    return SourceOffset.parse(new String(key, UTF_8));
  }

  /** Creates the topic unless it is there. */
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

  /**
   * An entry is younger than the refused record, and kept twice as long: it is there to the end.
   */
  private static Map<String, String> config() {
    String quarantine = Topics.REJECTED_EVENTS.config().get(TopicConfig.RETENTION_MS_CONFIG);
    long retention = Math.max(-1, 2 * Long.parseLong(quarantine)); // -1 is for ever
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_DELETE,
        TopicConfig.RETENTION_MS_CONFIG,
        String.valueOf(retention),
        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
        "LogAppendTime");
  }

  private static TopicPartition partition(SourceOffset origin) {
    return new TopicPartition(origin.topic(), origin.partition());
  }
}
