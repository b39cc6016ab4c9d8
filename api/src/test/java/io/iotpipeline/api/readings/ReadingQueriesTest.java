package io.iotpipeline.api.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.api.answer.Page;
import io.iotpipeline.api.answer.Parameters;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.api.answer.TimeRange;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReadingQueriesTest {

  private static final Instant NOW = Instant.parse("2026-11-27T10:30:00Z");

  private final FakeTables tables = new FakeTables();
  private final ReadingQueries queries =
      new ReadingQueries(tables, Clock.fixed(NOW, ZoneOffset.UTC));

  private void reading(String time, int id, String metric) {
    tables.readings.add(
        new Reading(
            Instant.parse(time).toEpochMilli(), new UUID(0, id), Map.of(metric, (double) id)));
  }

  private Page page(String query) {
    return HourlyQueriesTest.get(
        queries.page("a", Parameters.parse(query, ReadingQueries.PARAMETERS)));
  }

  private static List<String> ids(Page page) {
    return page.trees().stream()
        .map(item -> item.path("event_id").asText().replaceAll(".*-0*", ""))
        .toList();
  }

  private List<String> all(String query, int limit) {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      Page page = page(query + "&limit=" + limit + "&cursor=" + cursor);
      assertThat(page.trees()).hasSizeLessThanOrEqualTo(limit);
      ids.addAll(ids(page));
      cursor = page.next();
    } while (cursor != null);
    return ids;
  }

  @Test
  void shows_the_last_hour_without_now() {
    reading("2026-11-27T09:29:59.999Z", 1, "t");
    reading("2026-11-27T09:30:00Z", 2, "t");
    reading("2026-11-27T10:29:59.999Z", 3, "t");
    reading("2026-11-27T10:30:00Z", 4, "t");

    assertThat(ids(page(""))).containsExactly("2", "3");
    assertThat(ids(page("order=desc"))).containsExactly("3", "2");
  }

  @Test
  void pages_have_each_reading_once_in_both_orders_across_days_and_equal_times() {
    Random random = new Random(15);
    Instant start = Instant.parse("2026-11-20T22:00:00Z");
    for (int i = 1; i <= 60; i++) {
      Instant time = start.plusSeconds(3600L * random.nextInt(60));
      reading(time.toString(), i, i % 3 == 0 ? "h" : "t");
    }
    String range = "from=2026-11-20T22:00:00Z&to=2026-11-27T00:00:00Z";
    List<String> expected = all(range, 1000);
    assertThat(expected).hasSize(60).doesNotHaveDuplicates();
    List<String> reversed = new ArrayList<>(expected);
    Collections.reverse(reversed);

    for (int limit : List.of(1, 2, 3, 7, 59, 60, 61)) {
      assertThat(all(range, limit)).as("limit %d", limit).isEqualTo(expected);
      assertThat(all(range + "&order=desc", limit)).as("limit %d", limit).isEqualTo(reversed);
      assertThat(all(range + "&metric=h", limit)).as("limit %d", limit).hasSize(20);
    }
  }

  @Test
  void large_readings_are_read_in_small_batches_and_end_the_page() {
    Map<String, Double> measurements = new TreeMap<>();
    for (int i = 0; i < 240; i++) {
      measurements.put("x".repeat(250) + i, 1.0);
    }
    for (int i = 1; i <= 250; i++) {
      tables.readings.add(
          new Reading(NOW.toEpochMilli() - 1000 + i / 2, new UUID(0, i), measurements));
    }

    Page page = page("limit=1000");
    assertThat(page.trees()).hasSizeBetween(50, 80);
    assertThat(page.next()).isNotNull();
    assertThat(all("", 1000)).hasSize(250).doesNotHaveDuplicates();
    assertThat(all("order=desc", 1000)).hasSize(250).doesNotHaveDuplicates();
    assertThat(tables.largestLimit).isLessThanOrEqualTo(500);
  }

  @Test
  void more_readings_of_one_time_than_a_request_looks_at_have_several_pages() {
    for (int i = 1; i <= 20_500; i++) {
      reading("2026-11-27T10:00:00Z", i, i == 20_400 ? "rare" : "t");
    }

    assertThat(all("metric=rare", 10)).containsExactly("4fb0");
    assertThat(page("metric=rare").trees()).isEmpty();
    assertThat(page("metric=rare").next()).isNotNull();
  }

  @Test
  void a_long_time_without_readings_takes_several_pages_but_ends() {
    reading("2026-11-26T00:00:00Z", 1, "t");

    assertThat(all("from=2025-01-01T00:00:00Z&to=2026-11-27T00:00:00Z", 10)).containsExactly("1");
  }

  @Test
  void only_the_metric_that_was_asked_for_is_shown() {
    tables.readings.add(
        new Reading(
            NOW.minusSeconds(1).toEpochMilli(), new UUID(0, 1), Map.of("t", 1.0, "h", 2.0)));

    assertThat(page("metric=h").trees().get(0).path("measurements").toString())
        .isEqualTo("{\"h\":2.0}");
    assertThat(page("metric=x").trees()).isEmpty();
  }

  @Test
  void a_range_must_have_an_order_and_a_cursor_must_be_in_it() {
    assertThat(page("from=2026-11-27T10:00:00Z&to=2026-11-27T10:00:00Z").trees()).isEmpty();
    assertThatThrownBy(() -> page("from=2026-11-27T10:00:00Z&to=2026-11-27T09:00:00Z"))
        .isInstanceOf(ProblemException.class);
    reading("2026-11-27T10:00:00Z", 1, "t");
    reading("2026-11-27T10:00:01Z", 2, "t");
    String cursor = page("limit=1").next();
    assertThatThrownBy(() -> page("cursor=" + cursor + "&to=2020-01-01T00:00:00Z"))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void partitions_of_days_and_of_hours_are_read() {
    long ten = Instant.parse("2026-11-27T10:00:00Z").toEpochMilli();

    assertThat(ReadingQueries.hoursOf(new TimeRange(ten, ten + 1))).containsExactly(0, 10);
    assertThat(ReadingQueries.hoursOf(new TimeRange(ten, ten + 3_600_001)))
        .containsExactly(0, 10, 11);
    assertThat(ReadingQueries.hoursOf(new TimeRange(ten - 36_000_000, ten - 35_999_999)))
        .containsExactly(0);
  }
}
