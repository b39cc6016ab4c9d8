package io.iotpipeline.api.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Asks Kafka for offsets, lags and brokers. Waits, each time as long as the client's time-out. */
final class KafkaSampler implements AutoCloseable {

  private final Supplier<Admin> admins;
  private final Set<String> topics;
  private Admin admin;

  /**
   * @param topics of the pipeline
   */
  KafkaSampler(Supplier<Admin> admins, Set<String> topics) {
    this.admins = admins;
    this.topics = Set.copyOf(topics);
  }

  /**
   * @param groups whose lags are needed; those that do not exist have none
   */
  synchronized KafkaSample sample(Set<String> groups) {
    if (admin == null) {
      admin = admins.get();
    }
    try {
      List<TopicPartition> partitions = partitions();
      Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
      Map<TopicPartition, Long> beginnings = offsets(partitions, OffsetSpec.earliest());
      List<String> brokers =
          admin.describeCluster().nodes().get().stream()
              .map(each -> each.host() + ":" + each.port())
              .sorted()
              .toList();
      return new KafkaSample(counts(ends, beginnings), lags(groups, ends, beginnings), brokers);
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  /** Groups by the beginning of their names: those that the login may see. */
  synchronized Set<String> groups(String prefix) {
    if (admin == null) {
      admin = admins.get();
    }
    try {
      return admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
          .map(GroupListing::groupId)
          .filter(group -> group.startsWith(prefix))
          .collect(Collectors.toSet());
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private List<TopicPartition> partitions() throws ExecutionException, InterruptedException {
    Set<String> existing = admin.listTopics().names().get();
    Collection<String> known = topics.stream().filter(existing::contains).toList();
    List<TopicPartition> partitions = new ArrayList<>();
    admin
        .describeTopics(known)
        .allTopicNames()
        .get()
        .forEach(
            (name, description) ->
                description
                    .partitions()
                    .forEach(each -> partitions.add(new TopicPartition(name, each.partition()))));
    return partitions;
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, ListOffsetsResultInfo> found =
        admin
            .listOffsets(partitions.stream().collect(Collectors.toMap(each -> each, each -> spec)))
            .all()
            .get();
    Map<TopicPartition, Long> offsets = new HashMap<>();
    found.forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  private static Map<String, TopicCounts> counts(
      Map<TopicPartition, Long> ends, Map<TopicPartition, Long> beginnings) {
    Map<String, TopicCounts> counts = new TreeMap<>();
    ends.forEach(
        (partition, end) ->
            counts.merge(
                partition.topic(),
                new TopicCounts(end - beginnings.get(partition), end),
                (a, b) -> new TopicCounts(a.kept() + b.kept(), a.end() + b.end())));
    return counts;
  }

  private List<GroupCounts> lags(
      Set<String> groups, Map<TopicPartition, Long> ends, Map<TopicPartition, Long> beginnings)
      throws InterruptedException {
    ListConsumerGroupOffsetsResult result =
        admin.listConsumerGroupOffsets(
            groups.stream()
                .collect(
                    Collectors.toMap(each -> each, each -> new ListConsumerGroupOffsetsSpec())));
    List<GroupCounts> counts = new ArrayList<>();
    for (String group : groups) {
      try {
        Map<TopicPartition, OffsetAndMetadata> committed =
            result.partitionsToOffsetAndMetadata(group).get();
        counts.addAll(lags(group, committed, ends, beginnings));
      } catch (ExecutionException e) {
        // a group that does not exist, or may not be read, has no lag to show
      }
    }
    return counts;
  }

  private static Collection<GroupCounts> lags(
      String group,
      Map<TopicPartition, OffsetAndMetadata> committed,
      Map<TopicPartition, Long> ends,
      Map<TopicPartition, Long> beginnings) {
    Set<String> read =
        committed.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
    Map<String, GroupCounts> byTopic = new TreeMap<>();
    ends.forEach(
        (partition, end) -> {
          if (read.contains(partition.topic())) {
            OffsetAndMetadata offset = committed.get(partition);
            long position = offset == null ? beginnings.get(partition) : offset.offset();
            byTopic.merge(
                partition.topic(),
                new GroupCounts(group, partition.topic(), position, lag(position, end)),
                (a, b) ->
                    new GroupCounts(
                        group, a.topic(), a.position() + b.position(), a.lag() + b.lag()));
          }
        });
    return byTopic.values();
  }

  /** One offset behind is as a rule the marker of a transaction, which no consumer reads. */
  private static long lag(long position, long end) {
    return end - position <= 1 ? 0 : end - position;
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
