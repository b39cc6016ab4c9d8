package io.iotpipeline.connect.cassandra.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchPlannerTest {

  private final TableMapper events = Rows.events();

  @Test
  void puts_rows_of_one_partition_together_in_their_order() {
    List<Row> rows = List.of(row(0, "a"), row(1, "b"), row(2, "a"));

    List<List<Row>> batches = BatchPlanner.of(rows, 32, Row::partition);

    assertThat(offsets(batches)).containsExactlyInAnyOrder(List.of(0L, 2L), List.of(1L));
  }

  @Test
  void keeps_to_the_bound() {
    List<Row> rows = new ArrayList<>();
    for (int offset = 0; offset < 5; offset++) {
      rows.add(row(offset, "a"));
    }

    List<List<Row>> batches = BatchPlanner.of(rows, 2, Row::partition);

    assertThat(offsets(batches))
        .containsExactlyInAnyOrder(List.of(0L, 1L), List.of(2L, 3L), List.of(4L));
  }

  @Test
  void begins_a_new_batch_before_one_becomes_too_large() {
    Map<String, Object> large = Rows.event("a");
    large.put("measurements", Map.of("x".repeat(BatchPlanner.MAX_BYTES / 2), 1.0));
    List<Row> rows = new ArrayList<>();
    for (int offset = 0; offset < 3; offset++) {
      rows.add(events.map(Rows.eventRecord(offset, large)));
    }
    rows.add(row(3, "a"));

    List<List<Row>> batches = BatchPlanner.of(rows, 32, Row::partition);

    assertThat(offsets(batches)).containsExactly(List.of(0L), List.of(1L), List.of(2L, 3L));
  }

  @Test
  void puts_partitions_of_few_rows_together_when_the_same_nodes_hold_them() {
    List<Row> rows = new ArrayList<>();
    for (int offset = 0; offset < 12; offset++) {
      rows.add(row(offset, "sensor-" + offset));
    }

    List<List<Row>> batches =
        BatchPlanner.of(rows, 32, row -> row.origin().kafkaOffset() % 2 == 0 ? "node 1" : "node 2");

    assertThat(offsets(batches))
        .containsExactly(List.of(0L, 2L, 4L, 6L, 8L, 10L), List.of(1L, 3L, 5L, 7L, 9L, 11L));
  }

  @Test
  void puts_no_more_partitions_together_than_a_node_takes_without_a_warning() {
    List<Row> rows = new ArrayList<>();
    for (int offset = 0; offset < 25; offset++) {
      rows.add(row(offset, "sensor-" + offset));
    }

    List<List<Row>> batches = BatchPlanner.of(rows, 32, row -> "node");

    assertThat(batches).extracting(List::size).containsExactly(10, 10, 5);
    assertThat(batches)
        .allSatisfy(
            batch ->
                assertThat(batch.stream().mapToInt(Row::bytes).sum())
                    .isLessThanOrEqualTo(BatchPlanner.MAX_BYTES_OF_PARTITIONS));
  }

  @Test
  void keeps_tables_apart_though_the_same_nodes_hold_them() {
    TableMapper others = Rows.events();
    List<Row> rows =
        List.of(row(0, "a"), others.map(Rows.eventRecord(1, Rows.event("b"))), row(2, "c"));

    List<List<Row>> batches = BatchPlanner.of(rows, 32, row -> "node");

    assertThat(offsets(batches)).containsExactly(List.of(0L, 2L), List.of(1L));
  }

  @Test
  void keeps_days_and_tables_apart() {
    Map<String, Object> nextDay = Rows.event("a");
    nextDay.put("day", "2026-02-01");
    List<Row> rows =
        List.of(
            row(0, "a"),
            events.map(Rows.eventRecord(1, nextDay)),
            Rows.events().map(Rows.eventRecord(2, Rows.event("a"))));

    List<List<Row>> batches = BatchPlanner.of(rows, 32, Row::partition);

    assertThat(batches).hasSize(3);
  }

  private Row row(long offset, String sensor) {
    return events.map(Rows.eventRecord(offset, Rows.event(sensor)));
  }

  private static List<List<Long>> offsets(List<List<Row>> batches) {
    return batches.stream()
        .map(batch -> batch.stream().map(row -> row.origin().kafkaOffset()).toList())
        .toList();
  }
}
