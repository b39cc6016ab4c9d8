package io.iotpipeline.connect.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchesTest {

  private final TableMapper events = Rows.events();

  @Test
  void puts_rows_of_one_partition_together_in_their_order() {
    List<Row> rows = List.of(row(0, "a"), row(1, "b"), row(2, "a"));

    List<List<Row>> batches = Batches.of(rows, 32);

    assertThat(offsets(batches)).containsExactlyInAnyOrder(List.of(0L, 2L), List.of(1L));
  }

  @Test
  void keeps_to_the_bound() {
    List<Row> rows = new ArrayList<>();
    for (int offset = 0; offset < 5; offset++) {
      rows.add(row(offset, "a"));
    }

    List<List<Row>> batches = Batches.of(rows, 2);

    assertThat(offsets(batches))
        .containsExactlyInAnyOrder(List.of(0L, 1L), List.of(2L, 3L), List.of(4L));
  }

  @Test
  void begins_a_new_batch_before_one_becomes_too_large() {
    Map<String, Object> large = Rows.event("a");
    large.put("measurements", Map.of("x".repeat(Batches.MAX_BYTES / 2), 1.0));
    List<Row> rows = new ArrayList<>();
    for (int offset = 0; offset < 3; offset++) {
      rows.add(events.map(Rows.eventRecord(offset, large)));
    }
    rows.add(row(3, "a"));

    List<List<Row>> batches = Batches.of(rows, 32);

    assertThat(offsets(batches)).containsExactly(List.of(0L), List.of(1L), List.of(2L, 3L));
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

    List<List<Row>> batches = Batches.of(rows, 32);

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
