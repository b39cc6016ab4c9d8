package io.iotpipeline.connect.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.iotpipeline.connect.cassandra.config.ConnectorFile;
import io.iotpipeline.connect.cassandra.convert.Rows;
import io.iotpipeline.connect.cassandra.write.FailureKindTest;
import io.iotpipeline.connect.cassandra.write.FakeDestination;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which offsets a task gives Connect to commit while requests are in flight. */
class CassandraSinkTaskOffsetsTest {

  private static final String TOPIC = "validated-events";

  private final FakeDestination cassandra = new FakeDestination();
  private final FakeSinkTaskContext context = new FakeSinkTaskContext();
  private final CassandraSinkTask task = new CassandraSinkTask(config -> cassandra);

  @BeforeEach
  void start() {
    task.initialize(context);
    task.start(ConnectorFile.read("sensor-events").config());
    cassandra.holdsRequests = true;
  }

  @AfterEach
  void stop() {
    task.stop();
  }

  @Test
  void put_returns_while_its_rows_are_in_flight_and_their_offsets_are_not_committed() {
    task.put(events(0, 0, 3));

    assertThat(cassandra.inFlight).hasSize(1);
    assertThat(committed(0, 3)).isZero();
    cassandra.completeAll();
    assertThat(committed(0, 3)).isEqualTo(3);
  }

  @Test
  void asks_connect_to_be_called_again_soon_while_rows_are_in_flight() {
    task.put(events(0, 0, 3));
    assertThat(context.timeouts).containsExactly(20L);
    cassandra.completeAll();

    task.put(List.of());
    task.put(List.of());

    assertThat(context.timeouts).hasSize(1);
  }

  @Test
  void commits_up_to_the_first_delivery_that_is_not_written() {
    task.put(events(0, 0, 3));
    task.put(events(0, 3, 3));
    cassandra.complete(1);

    assertThat(committed(0, 6)).isZero();
    cassandra.complete(0);
    assertThat(committed(0, 6)).isEqualTo(6);
  }

  @Test
  void a_partition_does_not_hold_back_another() {
    task.put(events(0, 0, 3));
    task.put(events(1, 5, 3));
    cassandra.complete(1);

    assertThat(committed(0, 3)).isZero();
    assertThat(committed(1, 8)).isEqualTo(8);
  }

  @Test
  void a_failed_batch_holds_back_its_partition_and_is_sent_again_before_further_records() {
    task.put(events(0, 0, 3));
    cassandra.fail(0, FailureKindTest.unavailable());

    assertThatThrownBy(() -> task.put(events(0, 3, 1))).isInstanceOf(RetriableException.class);
    assertThat(committed(0, 3)).isZero();
    assertThat(cassandra.inFlight).as("no further record is sent").isEmpty();
    cassandra.holdsRequests = false;
    task.put(events(0, 3, 1));

    assertThat(cassandra.written).containsExactly(0L, 1L, 2L, 3L);
    assertThat(committed(0, 4)).isEqualTo(4);
  }

  @Test
  void a_failed_batch_is_sent_again_without_further_records() {
    task.put(events(0, 0, 3));
    cassandra.fail(0, FailureKindTest.unavailable());
    assertThatThrownBy(() -> task.put(List.of())).isInstanceOf(RetriableException.class);
    cassandra.holdsRequests = false;

    task.put(List.of());

    assertThat(cassandra.written).containsExactly(0L, 1L, 2L);
    assertThat(committed(0, 3)).isEqualTo(3);
  }

  @Test
  void a_rejected_record_holds_back_its_partition_until_it_is_reported() {
    task.put(events(0, 0, 1));
    cassandra.fail(0, new InvalidQueryException(null, "Key may not be empty"));

    assertThat(committed(0, 1)).isZero();
    task.put(List.of());

    assertThat(context.reported).containsOnlyKeys(0L);
    assertThat(committed(0, 1)).isEqualTo(1);
  }

  @Test
  void a_record_that_could_not_be_reported_is_not_committed() {
    context.hasErrantRecordReporter = false;
    task.put(events(0, 0, 1));
    cassandra.fail(0, new InvalidQueryException(null, "Key may not be empty"));

    assertThatThrownBy(() -> task.put(List.of())).isInstanceOf(ConnectException.class);

    assertThat(committed(0, 1)).isZero();
  }

  @Test
  void a_record_that_cannot_be_mapped_is_reported_when_the_rows_of_its_delivery_are_written() {
    List<SinkRecord> records = events(0, 0, 2);
    records.add(Rows.eventRecord(2, null));
    task.put(records);
    assertThat(context.reported).isEmpty();
    cassandra.completeAll();

    task.put(List.of());

    assertThat(context.reported).containsOnlyKeys(2L);
  }

  @Test
  void a_revoked_partition_is_neither_sent_again_nor_reported() {
    task.put(events(0, 0, 2));
    task.put(events(1, 0, 1));
    task.put(events(2, 0, 1));
    cassandra.fail(2, new InvalidQueryException(null, "Key may not be empty"));
    cassandra.fail(1, FailureKindTest.unavailable());
    cassandra.fail(0, FailureKindTest.unavailable());
    assertThatThrownBy(() -> task.put(List.of())).isInstanceOf(RetriableException.class);

    task.close(List.of(partition(0), partition(2)));
    cassandra.holdsRequests = false;
    task.put(List.of());

    assertThat(cassandra.written).as("partition 1").containsExactly(0L);
    assertThat(context.reported).isEmpty();
    assertThat(committed(1, 1)).isEqualTo(1);
  }

  @Test
  void a_request_from_before_a_rebalance_does_not_finish_records_delivered_again() {
    task.put(events(0, 0, 2));
    task.close(List.of(partition(0)));
    task.open(List.of(partition(0)));
    task.put(events(0, 0, 2));

    cassandra.complete(0);

    assertThat(committed(0, 2)).isZero();
    cassandra.completeAll();
    assertThat(committed(0, 2)).isEqualTo(2);
  }

  @Test
  void rows_that_their_write_time_does_not_order_are_awaited() {
    cassandra.tables = List.of(Rows.counters());
    cassandra.onRequest =
        () ->
            CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS)
                .execute(() -> cassandra.complete(0));

    task.put(List.of(Rows.sinkRecord("t", 0, 1L, Map.of("n", 1L))));

    assertThat(cassandra.inFlight).isEmpty();
    assertThat(cassandra.written).containsExactly(0L);
  }

  private static List<SinkRecord> events(int partition, long firstOffset, int count) {
    List<SinkRecord> records = new ArrayList<>();
    for (long offset = firstOffset; offset < firstOffset + count; offset++) {
      records.add(
          new SinkRecord(
              TOPIC,
              partition,
              null,
              "key",
              null,
              Rows.event("s"),
              offset,
              Rows.WRITTEN_MILLIS,
              TimestampType.LOG_APPEND_TIME));
    }
    return records;
  }

  private static TopicPartition partition(int partition) {
    return new TopicPartition(TOPIC, partition);
  }

  private long committed(int partition, long delivered) {
    return task.preCommit(Map.of(partition(partition), new OffsetAndMetadata(delivered)))
        .get(partition(partition))
        .offset();
  }
}
