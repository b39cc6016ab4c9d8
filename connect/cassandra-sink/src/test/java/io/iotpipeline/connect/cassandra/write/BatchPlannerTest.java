package io.iotpipeline.connect.cassandra.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.connect.cassandra.convert.Row;
import io.iotpipeline.connect.cassandra.convert.Rows;
import io.iotpipeline.connect.cassandra.convert.TableMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchPlannerTest {

  private final TableMapper events = Rows.events();

  @Test
  void groups_rows_by_partition_and_keeps_their_order() {
    List<Row> rows = List.of(row(0, "a"), row(1, "b"), row(2, "a"));

    List<List<Row>> batches = BatchPlanner.plan(rows, 32, Row::partition);

    assertThat(offsets(batches)).containsExactlyInAnyOrder(List.of(0L, 2L), List.of(1L));
  }

  @Test
  void limits_the_rows_of_a_batch() {
    List<Row> rows = new ArrayList<>();
    for (int offset = 0; offset < 5; offset++) {
      rows.add(row(offset, "a"));
    }

    List<List<Row>> batches = BatchPlanner.plan(rows, 2, Row::partition);

    assertThat(offsets(batches))
        .containsExactlyInAnyOrder(List.of(0L, 1L), List.of(2L, 3L), List.of(4L));
  }

  @Test
  void limits_the_bytes_of_a_batch() {
    Map<String, Object> large = Rows.event("a");
    large.put("measurements", Map.of("x".repeat(BatchPlanner.MAX_BYTES / 2), 1.0));
    List<Row> rows = new ArrayList<>();
    for (int offset = 0; offset < 3; offset++) {
      rows.add(events.map(Rows.eventParts(offset, large)));
    }
    rows.add(row(3, "a"));

    List<List<Row>> batches = BatchPlanner.plan(rows, 32, Row::partition);

    assertThat(offsets(batches)).containsExactly(List.of(0L), List.of(1L), List.of(2L, 3L));
  }

  @Test
  void groups_small_partitions_with_the_same_replicas() {
    List<Row> rows = new ArrayList<>();
    for (int offset = 0; offset < 12; offset++) {
      rows.add(row(offset, "sensor-" + offset));
    }

    List<List<Row>> batches =
        BatchPlanner.plan(
            rows, 32, row -> row.origin().kafkaOffset() % 2 == 0 ? "node 1" : "node 2");

    assertThat(offsets(batches))
        .containsExactly(List.of(0L, 2L, 4L, 6L, 8L, 10L), List.of(1L, 3L, 5L, 7L, 9L, 11L));
  }

  @Test
  void limits_partitions_and_bytes_of_a_shared_batch() {
    List<Row> rows = new ArrayList<>();
    for (int offset = 0; offset < 25; offset++) {
      rows.add(row(offset, "sensor-" + offset));
    }

    List<List<Row>> batches = BatchPlanner.plan(rows, 32, row -> "node");

    assertThat(batches).extracting(List::size).containsExactly(10, 10, 5);
    assertThat(batches)
        .allSatisfy(
            batch ->
                assertThat(batch.stream().mapToInt(Row::bytes).sum())
                    .isLessThanOrEqualTo(BatchPlanner.MAX_BYTES_OF_PARTITIONS));
  }

  @Test
  void does_not_mix_tables_with_the_same_replicas() {
    TableMapper others = Rows.events();
    List<Row> rows =
        List.of(row(0, "a"), others.map(Rows.eventParts(1, Rows.event("b"))), row(2, "c"));

    List<List<Row>> batches = BatchPlanner.plan(rows, 32, row -> "node");

    assertThat(offsets(batches)).containsExactly(List.of(0L, 2L), List.of(1L));
  }

  @Test
  void does_not_mix_days_or_tables() {
    Map<String, Object> nextDay = Rows.event("a");
    nextDay.put("day", "2026-02-01");
    List<Row> rows =
        List.of(
            row(0, "a"),
            events.map(Rows.eventParts(1, nextDay)),
            Rows.events().map(Rows.eventParts(2, Rows.event("a"))));

    List<List<Row>> batches = BatchPlanner.plan(rows, 32, Row::partition);

    assertThat(batches).hasSize(3);
  }

  @Test
  void a_row_that_cannot_be_written_twice_is_alone() {
    TableMapper counters = Rows.counters();
    List<Row> rows = new ArrayList<>();
    for (int offset = 0; offset < 3; offset++) {
      rows.add(counters.map(Rows.sinkParts("t", offset, 5L, Map.of("n", 1))));
    }

    assertThat(BatchPlanner.plan(rows, 32, row -> "replicas")).hasSize(3);
  }

  private Row row(long offset, String sensor) {
    return events.map(Rows.eventParts(offset, Rows.event(sensor)));
  }

  private static List<List<Long>> offsets(List<List<Row>> batches) {
    return batches.stream()
        .map(batch -> batch.stream().map(row -> row.origin().kafkaOffset()).toList())
        .toList();
  }
}
