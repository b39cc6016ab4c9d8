package io.iotpipeline.connect.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.iotpipeline.connect.cassandra.config.ConnectorFile;
import io.iotpipeline.connect.cassandra.write.ClusterUnavailableException;
import io.iotpipeline.connect.cassandra.write.FailureKindTest;
import io.iotpipeline.connect.cassandra.write.FakeContext;
import io.iotpipeline.connect.cassandra.write.FakeDestination;
import io.iotpipeline.connect.cassandra.write.Row;
import io.iotpipeline.connect.cassandra.write.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CassandraSinkTaskTest {

  private final FakeDestination cassandra = new FakeDestination();
  private final FakeContext context = new FakeContext();
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
  void returns_when_every_record_is_written() {
    task.put(events(100));

    assertThat(cassandra.written).hasSize(100);
    assertThat(cassandra.batchSizes).containsExactlyInAnyOrder(32, 32, 32, 4);
  }

  @Test
  void waits_for_a_cluster_that_is_not_there_when_the_task_starts() {
    reachable = false;

    assertThatThrownBy(() -> task.put(events(1))).isInstanceOf(RetriableException.class);
    reachable = true;
    task.put(events(1));

    assertThat(context.timeouts).hasSize(1);
    assertThat(cassandra.written).containsExactly(0L);
  }

  @Test
  void keeps_the_records_and_waits_longer_each_time_while_the_cluster_is_away() {
    cassandra.failure = batch -> FailureKindTest.unavailable();

    for (int attempt = 0; attempt < 8; attempt++) {
      assertThatThrownBy(() -> task.put(events(3))).isInstanceOf(RetriableException.class);
    }

    assertThat(context.timeouts.get(0)).isBetween(250L, 500L);
    assertThat(context.timeouts.get(7)).isBetween(5_000L, 10_000L);
    assertThat(context.reported).isEmpty();
  }

  @Test
  void sends_a_batch_again_at_once_when_a_replica_was_slow() {
    AtomicInteger attempts = new AtomicInteger();
    cassandra.failure = batch -> attempts.incrementAndGet() < 4 ? FailureKindTest.slow() : null;

    task.put(events(3));

    assertThat(cassandra.written).containsExactlyInAnyOrder(0L, 1L, 2L);
    assertThat(attempts).hasValue(4);
    assertThat(context.timeouts).isEmpty();
  }

  @Test
  void waits_when_replicas_stay_slow() {
    cassandra.failure = batch -> FailureKindTest.slow();

    assertThatThrownBy(() -> task.put(events(3))).isInstanceOf(RetriableException.class);

    assertThat(context.timeouts).hasSize(1);
  }

  @Test
  void begins_with_short_waits_again_after_an_outage() {
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
  void reports_a_record_that_does_not_make_a_row_and_writes_the_others() {
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
  void finds_the_records_that_cassandra_refuses_in_their_batch() {
    cassandra.failure = refusing(offset -> offset == 7 || offset == 20);

    task.put(events(32));

    assertThat(cassandra.written).hasSize(30).doesNotContain(7L, 20L).doesNotHaveDuplicates();
    assertThat(context.reported).containsOnlyKeys(7L, 20L);
  }

  @Test
  void fails_naming_record_and_reason_when_nobody_takes_errant_records() {
    context.takesErrantRecords = false;
    cassandra.failure = refusing(offset -> offset == 1);

    assertThatThrownBy(() -> task.put(events(3)))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("topic validated-events, partition 3, offset 1")
        .hasMessageContaining("Key may not be empty");

    assertThat(cassandra.written).containsExactlyInAnyOrder(0L, 2L);
  }

  @Test
  void reports_an_errant_record_once_though_its_neighbours_had_to_wait() {
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
  void fails_for_good_when_neither_waiting_nor_leaving_out_helps() {
    cassandra.failure = batch -> new UnauthorizedException(null, "no MODIFY permission");

    assertThatThrownBy(() -> task.put(events(3)))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("iot.sensor_events")
        .hasMessageContaining("no MODIFY permission");

    assertThat(context.reported).isEmpty();
  }

  @Test
  void closes_its_session() {
    task.put(List.of());

    task.stop();

    assertThat(cassandra.closed).isTrue();
  }

  private static Function<List<Row>, Throwable> refusing(Predicate<Long> offsets) {
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
