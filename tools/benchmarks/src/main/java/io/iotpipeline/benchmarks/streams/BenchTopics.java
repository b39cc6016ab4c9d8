package io.iotpipeline.benchmarks.streams;

import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.admin.setup.TopicSetup;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** The topics of the streams benchmark: emptied before each run, and the progress of a run. */
public final class BenchTopics implements AutoCloseable {

  static final String COPY = "bare-copy";
  private static final String INPUT = Topics.SENSOR_EVENTS.name();
  private static final List<String> OUTPUTS =
      List.of(
          COPY,
          Topics.VALIDATED_EVENTS.name(),
          Topics.HOURLY_AGGREGATES.name(),
          Topics.SENSOR_ALERTS.name(),
          Topics.REJECTED_EVENTS.name());
  private static final Duration DELETION_TIMEOUT = Duration.ofSeconds(60);

  private final DevStackConfig config;
  private final Admin admin;

  public BenchTopics(DevStackConfig config) {
    this.config = config;
    this.admin = KafkaClients.admin(config.pipeline());
  }

  /**
   * Deletes all topics except sensor-events, and creates the declared ones and the copy's again.
   */
  void emptyOutputs() throws ExecutionException, InterruptedException {
    remove(existing().stream().filter(name -> !name.equals(INPUT)).collect(Collectors.toSet()));
    create();
  }

  /** Deletes and creates all topics. */
  public void emptyAll() throws ExecutionException, InterruptedException {
    remove(existing());
    create();
  }

  private Set<String> existing() throws ExecutionException, InterruptedException {
    return admin.listTopics().names().get();
  }

  private void remove(Set<String> names) throws ExecutionException, InterruptedException {
    admin.deleteTopics(names).all().get();
    Poller.waitFor("topics to be deleted", DELETION_TIMEOUT)
        .every(Duration.ofMillis(100))
        .await(
            () -> {
              Set<String> left = new TreeSet<>(existing());
              left.retainAll(names);
              return left.isEmpty() ? Optional.empty() : Optional.of(left.toString());
            });
  }

  private void create() throws ExecutionException, InterruptedException {
    new TopicSetup(config.pipeline()).apply();
    Topic model = Topics.VALIDATED_EVENTS;
    NewTopic copy = new NewTopic(COPY, Optional.of(model.partitions()), Optional.empty());
    TopicSetup.create(admin, List.of(copy.configs(model.config())));
  }

  /**
   * Number of events in sensor-events. Equals the end offsets, since no producer is transactional.
   */
  public long events() {
    try {
      return sumOfEnds(List.of(INPUT));
    } catch (ExecutionException e) {
      return 0; // the topic does not exist yet
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Number of events that a consumer group has committed. */
  long committed(String group) {
    try {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .filter(offset -> offset != null)
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    } catch (ExecutionException e) {
      return 0; // the group does not exist yet
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Number of committed records in the topics that a program writes, transaction markers too. */
  long written() {
    try {
      return sumOfEnds(OUTPUTS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot read the end offsets of " + OUTPUTS, e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Up to open transactions. */
  private long sumOfEnds(List<String> names) throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (TopicDescription topic : admin.describeTopics(names).allTopicNames().get().values()) {
      topic
          .partitions()
          .forEach(
              each ->
                  ends.put(
                      new TopicPartition(topic.name(), each.partition()), OffsetSpec.latest()));
    }
    return admin
        .listOffsets(ends, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
        .all()
        .get()
        .values()
        .stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }

  /** Bytes on disk of each topic except sensor-events; those of changelogs together. */
  Map<String, Long> bytes() throws ExecutionException, InterruptedException {
    Map<String, Long> bytes = new TreeMap<>();
    List<Integer> brokers = admin.describeCluster().nodes().get().stream().map(Node::id).toList();
    admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
        .flatMap(folders -> folders.values().stream())
        .flatMap(folder -> folder.replicaInfos().entrySet().stream())
        .filter(replica -> replica.getValue().size() > 0)
        .forEach(
            replica ->
                bytes.merge(
                    nameOf(replica.getKey().topic()), replica.getValue().size(), Long::sum));
    bytes.keySet().removeIf(name -> name.startsWith("__") || name.equals(INPUT));
    return bytes;
  }

  private static String nameOf(String topic) {
    return topic.endsWith("-changelog") ? DrainResult.CHANGELOG : topic;
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }

  @Override
  public void close() {
    admin.close();
  }
}
