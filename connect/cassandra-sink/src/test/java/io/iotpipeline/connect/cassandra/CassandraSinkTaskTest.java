package io.iotpipeline.connect.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.iotpipeline.connect.cassandra.config.ConnectorFile;
import io.iotpipeline.connect.cassandra.convert.Row;
import io.iotpipeline.connect.cassandra.convert.Rows;
import io.iotpipeline.connect.cassandra.convert.TableMapper;
import io.iotpipeline.connect.cassandra.write.ClusterUnavailableException;
import io.iotpipeline.connect.cassandra.write.FailureKindTest;
import io.iotpipeline.connect.cassandra.write.FakeDestination;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CassandraSinkTaskTest {

  private static final String MAPPING_WITHOUT_MEASUREMENTS =
      "sensor_id=value.sensor_id, day=value.day, hour=value.hour, event_time=value.event_time,"
          + " event_id=value.event_id";

  private final FakeDestination cassandra = new FakeDestination();
  private final FakeSinkTaskContext context = new FakeSinkTaskContext();
  private boolean reachable = true;
  private CassandraSinkTask task;

  @BeforeEach
  void start() {
    task =
        new CassandraSinkTask(
            config -> {
              if (!reachable) {
                throw new ClusterUnavailableException(new NoNodeAvailableException());
              }
              return cassandra;
            });
    task.initialize(context);
    task.start(ConnectorFile.read("sensor-events").config());
  }

  @Test
  void writes_every_record() {
    task.put(events(100));

    assertThat(cassandra.written).hasSize(100);
    assertThat(cassandra.batchSizes).containsExactlyInAnyOrder(32, 32, 32, 4);
  }

  @Test
  void retries_while_the_cluster_is_unavailable_at_startup() {
    reachable = false;

    assertThatThrownBy(() -> task.put(events(1))).isInstanceOf(RetriableException.class);
    reachable = true;
    task.put(events(1));

    assertThat(context.timeouts).hasSize(1);
    assertThat(cassandra.written).containsExactly(0L);
  }

  @Test
  void backs_off_exponentially_while_the_cluster_is_unavailable() {
    cassandra.failure = batch -> FailureKindTest.unavailable();

    for (int attempt = 0; attempt < 8; attempt++) {
      assertThatThrownBy(() -> task.put(events(3))).isInstanceOf(RetriableException.class);
    }

    assertThat(context.timeouts.get(0)).isBetween(250L, 500L);
    assertThat(context.timeouts.get(7)).isBetween(5_000L, 10_000L);
    assertThat(context.reported).isEmpty();
  }

  @Test
  void retries_a_write_timeout_at_once() {
    AtomicInteger attempts = new AtomicInteger();
    cassandra.failure =
        batch -> attempts.incrementAndGet() < 4 ? FailureKindTest.writeTimeout() : null;

    task.put(events(3));

    assertThat(cassandra.written).containsExactlyInAnyOrder(0L, 1L, 2L);
    assertThat(attempts).hasValue(4);
    assertThat(context.timeouts).isEmpty();
  }

  @Test
  void backs_off_when_write_timeouts_persist() {
    cassandra.failure = batch -> FailureKindTest.writeTimeout();

    assertThatThrownBy(() -> task.put(events(3))).isInstanceOf(RetriableException.class);

    assertThat(context.timeouts).hasSize(1);
  }

  @Test
  void resets_the_backoff_after_a_success() {
    cassandra.failure = batch -> FailureKindTest.unavailable();
    for (int attempt = 0; attempt < 8; attempt++) {
      assertThatThrownBy(() -> task.put(events(1))).isInstanceOf(RetriableException.class);
    }
    cassandra.failure = batch -> null;
    task.put(events(1));
    cassandra.failure = batch -> FailureKindTest.unavailable();

    assertThatThrownBy(() -> task.put(events(1))).isInstanceOf(RetriableException.class);

    assertThat(context.timeouts.get(8)).isBetween(250L, 500L);
  }

  @Test
  void reports_an_unmappable_record_and_writes_the_others() {
    List<SinkRecord> records = events(10);
    records.set(4, Rows.eventRecord(4, Map.of("sensor_id", "s")));

    task.put(records);

    assertThat(cassandra.written).hasSize(9).doesNotContain(4L);
    assertThat(context.reported).containsOnlyKeys(4L);
    assertThat(context.reported.get(4L))
        .hasMessageContaining("topic validated-events, partition 3, offset 4")
        .hasMessageContaining("no field value.day");
  }

  @Test
  void reports_only_the_records_of_a_batch_that_cassandra_rejects() {
    cassandra.failure = rejecting(offset -> offset == 7 || offset == 20);

    task.put(events(32));

    assertThat(cassandra.written).hasSize(30).doesNotContain(7L, 20L).doesNotHaveDuplicates();
    assertThat(context.reported).containsOnlyKeys(7L, 20L);
  }

  @Test
  void fails_naming_record_and_reason_without_an_errant_record_reporter() {
    context.hasErrantRecordReporter = false;
    cassandra.failure = rejecting(offset -> offset == 1);

    assertThatThrownBy(() -> task.put(events(3)))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("topic validated-events, partition 3, offset 1")
        .hasMessageContaining("Key may not be empty");

    assertThat(cassandra.written).containsExactlyInAnyOrder(0L, 2L);
  }

  @Test
  void reports_an_errant_record_once_although_the_put_was_retried() {
    List<SinkRecord> records = events(3);
    records.set(1, Rows.eventRecord(1, null));
    cassandra.failure = batch -> FailureKindTest.unavailable();
    assertThatThrownBy(() -> task.put(records)).isInstanceOf(RetriableException.class);
    assertThat(context.reported).isEmpty();
    cassandra.failure = batch -> null;

    task.put(records);

    assertThat(context.reported).containsOnlyKeys(1L);
    assertThat(cassandra.written).containsExactlyInAnyOrder(0L, 2L);
  }

  @Test
  void fails_when_neither_a_retry_nor_skipping_helps() {
    cassandra.failure = batch -> new UnauthorizedException(null, "no MODIFY permission");

    assertThatThrownBy(() -> task.put(events(3)))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("iot.sensor_events")
        .hasMessageContaining("no MODIFY permission");

    assertThat(context.reported).isEmpty();
  }

  @Test
  void asks_the_cluster_for_a_table_once_while_it_isolates_the_rejected_records() {
    cassandra.failure = rejecting(offset -> offset == 7);

    task.put(events(32));

    assertThat(cassandra.tableChecks).isEqualTo(1);
  }

  @Test
  void waits_for_a_table_that_has_gone_and_reports_no_record() {
    cassandra.failure = rejecting(offset -> true);
    cassandra.tableIsGone = true;

    assertThatThrownBy(() -> task.put(events(3)))
        .isInstanceOf(RetriableException.class)
        .hasMessage("Table iot.sensor_events does not exist");
    assertThat(context.reported).isEmpty();
    cassandra.failure = batch -> null;
    cassandra.tableIsGone = false;
    task.put(events(3));

    assertThat(cassandra.written).containsExactlyInAnyOrder(0L, 1L, 2L);
    assertThat(cassandra.refreshes).isEqualTo(2);
  }

  @Test
  void a_table_that_cannot_take_a_record_does_not_keep_it_from_the_other_table() {
    TableMapper other =
        Rows.mapper(
            Rows.eventsConfigWith("mapping", MAPPING_WITHOUT_MEASUREMENTS), "sensor_events");
    cassandra.tables = List.of(Rows.events(), other);
    Map<String, Object> event = Rows.event("s");
    event.remove("measurements");

    task.put(List.of(Rows.eventRecord(0, event)));

    assertThat(cassandra.written).containsExactly(0L);
    assertThat(context.reported).containsOnlyKeys(0L);
  }

  @Test
  void reports_each_of_two_records_that_a_transformation_has_given_the_same_topic() {
    List<SinkRecord> records = List.of(routed("a"), routed("b"));

    task.put(records);

    assertThat(context.reports).isEqualTo(2);
  }

  private static SinkRecord routed(String originalTopic) {
    return new SinkRecord(
        "validated-events",
        0,
        null,
        "key",
        null,
        Map.of("sensor_id", "s"),
        0,
        0L,
        TimestampType.CREATE_TIME,
        null,
        originalTopic,
        0,
        0);
  }

  @Test
  void fails_if_the_dead_letter_queue_does_not_take_a_rejected_record() {
    context.reportFailure = new RecordTooLargeException("15 MB");

    assertThatThrownBy(() -> task.put(List.of(Rows.eventRecord(0, null))))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("topic validated-events, partition 3, offset 0")
        .hasMessageContaining("the record's value is null")
        .hasMessageContaining("Nor does the dead letter queue take it: 15 MB");
  }

  @Test
  void closes_its_destination() {
    task.put(List.of());

    task.stop();

    assertThat(cassandra.closed).isTrue();
  }

  private static Function<List<Row>, Throwable> rejecting(Predicate<Long> offsets) {
    return batch ->
        batch.stream().anyMatch(row -> offsets.test(row.origin().kafkaOffset()))
            ? new InvalidQueryException(null, "Key may not be empty")
            : null;
  }

  private static List<SinkRecord> events(int count) {
    List<SinkRecord> records = new ArrayList<>();
    for (int offset = 0; offset < count; offset++) {
      records.add(Rows.eventRecord(offset, Rows.event("s")));
    }
    return records;
  }
}
