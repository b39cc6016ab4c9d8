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
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the declared topics and updates the settings of those that exist. */
public final class TopicSetup {

  private static final Duration CREATION_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

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
      Set<String> existing = admin.listTopics().names().get();
      List<NewTopic> missing = new ArrayList<>();
      Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
      for (Topic topic : Topics.all()) {
        if (existing.contains(topic.name())) {
          changes.put(resource(topic), settingsOf(topic));
        } else {
          missing.add(
              new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                  .configs(topic.config()));
        }
      }
      create(admin, missing);
      admin.incrementalAlterConfigs(changes).all().get();
      return summary(missing.size(), changes.size(), partitions);
    } catch (ExecutionException e) {
      throw new PipelineException("The topics cannot be created: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new PipelineException("The topics cannot be created: Kafka does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipelineException("interrupted while creating topics", e);
    }
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

  private static List<AlterConfigOp> settingsOf(Topic topic) {
    return topic.config().entrySet().stream()
        .map(entry -> new ConfigEntry(entry.getKey(), entry.getValue()))
        .map(entry -> new AlterConfigOp(entry, OpType.SET))
        .toList();
  }
}
