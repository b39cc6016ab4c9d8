package io.iotpipeline.producer.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Clocks in Berlin: from 3:00 back to 2:00 on 27 October 2024, from 2:00 to 3:00 on 31 March. */
class LocalTimesTest {

  private final LocalTimes times = new LocalTimes(ZoneId.of("Europe/Berlin"));

  @Test
  void the_offset_of_the_date_counts() {
    assertThat(resolved("2024-01-31 12:00", "2024-07-31 12:00"))
        .containsExactly("2024-01-31T11:00:00Z", "2024-07-31T10:00:00Z");
  }

  @Test
  void a_written_offset_counts_more_than_the_zone() {
    assertThat(resolved("2024-01-31T12:00Z")).containsExactly("2024-01-31T12:00:00Z");
  }

  @Test
  void in_rows_that_go_forward_the_hour_that_happens_twice_is_told_apart() {
    assertThat(
            resolved(
                "2024-10-27 01:30",
                "2024-10-27 02:00",
                "2024-10-27 02:30",
                "2024-10-27 02:00",
                "2024-10-27 02:30",
                "2024-10-27 03:00"))
        .containsExactly(
            "2024-10-26T23:30:00Z",
            "2024-10-27T00:00:00Z",
            "2024-10-27T00:30:00Z",
            "2024-10-27T01:00:00Z",
            "2024-10-27T01:30:00Z",
            "2024-10-27T02:00:00Z");
  }

  @Test
  void in_rows_that_go_back_too() {
    assertThat(
            resolved(
                "2024-10-27 03:00",
                "2024-10-27 02:30",
                "2024-10-27 02:00",
                "2024-10-27 02:30",
                "2024-10-27 02:00",
                "2024-10-27 01:30"))
        .containsExactly(
            "2024-10-27T02:00:00Z",
            "2024-10-27T01:30:00Z",
            "2024-10-27T01:00:00Z",
            "2024-10-27T00:30:00Z",
            "2024-10-27T00:00:00Z",
            "2024-10-26T23:30:00Z");
  }

  @Test
  void hourly_rows_have_the_same_time_twice() {
    assertThat(
            resolved(
                "2024-10-27 01:00", "2024-10-27 02:00", "2024-10-27 02:00", "2024-10-27 03:00"))
        .containsExactly(
            "2024-10-26T23:00:00Z", "2024-10-27T00:00:00Z",
            "2024-10-27T01:00:00Z", "2024-10-27T02:00:00Z");
  }

  @Test
  void each_sensor_has_a_clock_of_its_own() {
    assertThat(resolve("a", "2024-10-27 01:30")).contains("2024-10-26T23:30:00Z");
    assertThat(resolve("b", "2024-10-27 01:30")).contains("2024-10-26T23:30:00Z");
    assertThat(resolve("a", "2024-10-27 02:30")).contains("2024-10-27T00:30:00Z");
    assertThat(resolve("b", "2024-10-27 02:30")).contains("2024-10-27T00:30:00Z");
    assertThat(resolve("a", "2024-10-27 02:30")).contains("2024-10-27T01:30:00Z");
  }

  @Test
  void without_rows_before_it_the_hour_that_happens_twice_is_a_problem() {
    assertThat(resolve("a", "2024-10-27 02:30")).isEmpty();
    assertThat(resolve("b", "2024-10-20 02:30")).isPresent();
    assertThat(resolve("b", "2024-10-27 02:30")).isEmpty();
    assertThat(problem("b", "2024-10-27 02:30")).contains("happens twice in Europe/Berlin");
  }

  @Test
  void an_hour_that_is_skipped_is_a_problem() {
    assertThat(problem("a", "2024-03-31 02:30")).contains("does not exist in Europe/Berlin");
  }

  private List<String> resolved(String... texts) {
    List<String> instants = new ArrayList<>();
    for (String text : texts) {
      instants.add(resolve("a", text).orElse("-"));
    }
    return instants;
  }

  private Optional<String> resolve(String series, String text) {
    return times
        .resolve(series, TimeFormat.ISO.parse(text).orElseThrow())
        .instant()
        .map(Instant::toString);
  }

  private String problem(String series, String text) {
    return times.resolve(series, TimeFormat.ISO.parse(text).orElseThrow()).problem();
  }
}
