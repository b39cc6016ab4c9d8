package io.iotpipeline.chaos.fault;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.admin.kafka.StreamsGroup;
import io.iotpipeline.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the streams app and the sink of readings have come, by their committed offsets. */
public final class GroupProgress implements AutoCloseable {

  private static final List<String> GROUPS = List.of(StreamsGroup.ID, "connect-sensor-events");
  private static final int TIMEOUT_SECONDS = 5;

  /**
   * @param committed sum of the committed offsets, by consumer group
   * @param inputEnd sum of the end offsets of the input topic
   */
  public record Position(Map<String, Long> committed, long inputEnd) {

    /** Whether each group has committed more at a later time. */
    boolean isBehind(Position later) {
      return GROUPS.stream().allMatch(group -> committed.get(group) < later.committed().get(group));
    }

    /** Offsets of the input topic that the streams app has not committed. */
    public long lag() {
      return inputEnd - committed.get(StreamsGroup.ID);
    }
  }

  private final Admin admin;

  public GroupProgress(Pipeline pipeline) {
    this.admin = KafkaClients.admin(pipeline);
  }

  /** The positions now; empty if the broker does not answer. */
  public Optional<Position> now() throws InterruptedException {
    try {
      Map<String, Long> committed =
          Map.of(GROUPS.get(0), committed(GROUPS.get(0)), GROUPS.get(1), committed(GROUPS.get(1)));
      return Optional.of(new Position(committed, inputEnd()));
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    }
  }

  /** Whether each group has committed something. */
  public boolean flows() {
    try {
      return now()
          .filter(each -> each.committed().values().stream().allMatch(offset -> offset > 0))
          .isPresent();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private long committed(String group)
      throws InterruptedException, ExecutionException, TimeoutException {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .values()
        .stream()
        .filter(Objects::nonNull)
        .mapToLong(OffsetAndMetadata::offset)
        .sum();
  }

  private long inputEnd() throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetSpec> ends =
        IntStream.range(0, Topics.SENSOR_EVENTS.partitions())
            .mapToObj(number -> new TopicPartition(Topics.SENSOR_EVENTS.name(), number))
            .collect(Collectors.toMap(Function.identity(), each -> OffsetSpec.latest()));
    return admin.listOffsets(ends).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).values().stream()
        .mapToLong(end -> end.offset())
        .sum();
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
