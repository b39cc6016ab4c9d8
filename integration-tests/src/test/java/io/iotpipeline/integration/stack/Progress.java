package io.iotpipeline.integration.stack;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.schemas.Topics;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * How far events under load have come. It counts offsets, which is cheap; they include the markers
 * of transactions, a few in a hundred.
 */
public final class Progress implements AutoCloseable {

  private static final String SINK_GROUP = "connect-sensor-events";
  private static final String TOPIC = Topics.VALIDATED_EVENTS.name();

  private final Admin admin;

  public Progress(Pipeline pipeline) {
    admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, pipeline.bootstrapServers()));
  }

  /** Waits until so many more events than now are validated. */
  public void awaitValidated(long more) throws Exception {
    long goal = sum(validated()) + more;
    Waits.await("%,d more events are validated, up to offsets of %,d".formatted(more, goal))
        .until(() -> sum(validated()), offsets -> offsets >= goal);
  }

  /** Waits until the sink has written all events that are validated now. */
  public void awaitWritten() throws Exception {
    Map<TopicPartition, Long> goal = validated();
    Waits.await("the sink has committed " + goal)
        .until(
            this::written,
            committed ->
                goal.entrySet().stream()
                    .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue()));
  }

  /** Waits until the sink has written so many more events than now. */
  public void awaitWritten(long more) throws Exception {
    long goal = writtenEvents() + more;
    Waits.await("the sink writes %,d more events, up to offsets of %,d".formatted(more, goal))
        .until(this::writtenEvents, offsets -> offsets >= goal);
  }

  /** Events that the sink has written and committed. */
  public long writtenEvents() throws ExecutionException, InterruptedException {
    return sum(written());
  }

  private Map<TopicPartition, Long> validated() throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> ends =
        IntStream.range(0, Topics.VALIDATED_EVENTS.partitions())
            .mapToObj(number -> new TopicPartition(TOPIC, number))
            .collect(Collectors.toMap(Function.identity(), each -> OffsetSpec.latest()));
    return admin
        .listOffsets(ends, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
        .all()
        .get()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  private Map<TopicPartition, Long> written() throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(SINK_GROUP).partitionsToOffsetAndMetadata().get();
    return committed.entrySet().stream()
        .filter(entry -> entry.getValue() != null)
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() {
    admin.close();
  }
}
