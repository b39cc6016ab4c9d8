package io.iotpipeline.admin.setup;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the declared topics, and gives those that exist their declared settings. */
public final class TopicSetup {

  private static final long KNOWN_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Pipeline pipeline;

  public TopicSetup(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * @return what was done, for people
   */
  public String apply() {
    Map<String, Object> config =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, pipeline.bootstrapServers());
    try (Admin admin = Admin.create(config)) {
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
      return missing.size() + " created, " + changes.size() + " there already";
    } catch (ExecutionException e) {
      throw new PipelineException("The topics cannot be created: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipelineException("interrupted while creating topics", e);
    }
  }

  /**
   * Creates topics and waits until the broker serves each partition. Before that it answers for
   * some and not yet for others; an idempotent producer whose first batch is turned away and whose
   * second is taken can then never write the first: the broker takes any first sequence number.
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

  private static void awaitKnown(Admin admin, List<String> topics)
      throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + KNOWN_WITHIN_NANOS;
    while (true) {
      try {
        admin.describeTopics(topics).allTopicNames().get();
        return;
      } catch (ExecutionException e) {
        boolean later = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (!later || System.nanoTime() > deadline) {
          throw e;
        }
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
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
