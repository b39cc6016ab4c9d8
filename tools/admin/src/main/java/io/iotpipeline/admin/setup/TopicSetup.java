package io.iotpipeline.admin.setup;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.admin.kafka.TopicPartitions;
import io.iotpipeline.schemas.PartitionCounts;
import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the declared topics and updates the settings of those that exist. */
public final class TopicSetup {

  private static final Duration CREATION_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

  /** Newer than the other settings; brokers that do not know it refuse the topic. */
  private static final String RECORD_LIMIT = "max.decompressed.message.bytes";

  private final Pipeline pipeline;

  public TopicSetup(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * @return a summary for people, with a warning for each topic that exists with another number of
   *     partitions than declared
   * @throws PipelineException if the topics cannot be created, or the streams app has state for
   *     another number of partitions of sensor-events; nothing is changed then
   */
  public String apply() {
    try (Admin admin = KafkaClients.admin(pipeline)) {
      PartitionCounts partitions = TopicPartitions.of(admin);
      requireNoConflict(partitions);
      return apply(admin, partitions);
    } catch (ExecutionException e) {
      throw new PipelineException("The topics cannot be created: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new PipelineException("The topics cannot be created: Kafka does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipelineException("interrupted while creating topics", e);
    }
  }

  private static String apply(Admin admin, PartitionCounts partitions)
      throws ExecutionException, InterruptedException {
    try {
      return apply(admin, partitions, Set.of());
    } catch (ExecutionException e) {
      if (!isUnknown(RECORD_LIMIT, e.getCause())) {
        throw e;
      }
      return apply(admin, partitions, Set.of(RECORD_LIMIT))
          + "\nwarning: the broker does not know the topic setting "
          + RECORD_LIMIT
          + " (Kafka 4.4.0 and 4.3.2 do), so a compressed record can be larger than any consumer can"
          + " hold; if one stops the streams app, see ./pipeline quarantine skip --help";
    }
  }

  /**
   * @param without settings that the broker does not know
   */
  private static String apply(Admin admin, PartitionCounts partitions, Set<String> without)
      throws ExecutionException, InterruptedException {
    Set<String> existing = admin.listTopics().names().get();
    List<NewTopic> missing = new ArrayList<>();
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (Topic topic : Topics.all()) {
      Map<String, String> settings = new HashMap<>(topic.config());
      settings.keySet().removeAll(without);
      if (existing.contains(topic.name())) {
        changes.put(resource(topic), setAll(settings));
      } else {
        missing.add(
            new NewTopic(topic.name(), Optional.of(partitions(topic, partitions)), Optional.empty())
                .configs(settings));
      }
    }
    create(admin, missing);
    admin.incrementalAlterConfigs(changes).all().get();
    return summary(missing.size(), changes.size(), partitions);
  }

  /** Descriptions have as many partitions as the events, which may be more than declared. */
  private static int partitions(Topic topic, PartitionCounts existing) {
    return topic.equals(Topics.SENSOR_DESCRIPTIONS)
        ? existing.counts().getOrDefault(Topics.SENSOR_EVENTS.name(), topic.partitions())
        : topic.partitions();
  }

  /** Whether a broker has refused a topic because it does not know a setting. */
  static boolean isUnknown(String setting, Throwable refusal) {
    return refusal instanceof InvalidConfigurationException
        && String.valueOf(refusal.getMessage()).contains(setting);
  }

  /** Before anything starts that would fail later, without a message for the user. */
  static void requireNoConflict(PartitionCounts partitions) {
    partitions
        .conflict()
        .ifPresent(
            conflict -> {
              throw new PipelineException(conflict);
            });
  }

  static String summary(int created, int existing, PartitionCounts partitions) {
    StringBuilder text = new StringBuilder(created + " created, " + existing + " already exist");
    partitions.deviations().forEach(each -> text.append("\nwarning: ").append(each));
    return text.toString();
  }

  /**
   * Creates topics and waits until the broker serves each partition. Right after the creation it
   * serves some partitions and rejects requests to others. If it rejects the first batch of an
   * idempotent producer and accepts the second, the producer can never write the first batch: a
   * broker accepts any sequence number as the first one.
   */
  public static void create(Admin admin, Collection<NewTopic> topics)
      throws ExecutionException, InterruptedException {
    admin.createTopics(topics).all().get();
    awaitKnown(admin, topics.stream().map(NewTopic::name).toList());
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (NewTopic topic : topics) {
      for (int partition = 0; partition < topic.numPartitions(); partition++) {
        ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
      }
    }
    admin.listOffsets(ends).all().get();
  }

  private static void awaitKnown(Admin admin, List<String> topics) throws ExecutionException {
    Poller.waitFor("the broker to know the topics " + topics, CREATION_TIMEOUT)
        .every(POLL_INTERVAL)
        .await(
            () -> {
              try {
                admin.describeTopics(topics).allTopicNames().get();
                return Optional.empty();
              } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                  return Optional.of(e.getCause().getMessage());
                }
                throw e;
              }
            });
  }

  private static ConfigResource resource(Topic topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
  }

  private static List<AlterConfigOp> setAll(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(entry -> new ConfigEntry(entry.getKey(), entry.getValue()))
        .map(entry -> new AlterConfigOp(entry, OpType.SET))
        .toList();
  }
}
