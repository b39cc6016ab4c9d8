package io.iotpipeline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UtcHourTest {

  @ParameterizedTest
  @CsvSource({
    "2020-07-13T10:00:00Z,     2020-07-13T10:00:00Z",
    "2020-07-13T10:00:00.001Z, 2020-07-13T10:00:00Z",
    "2020-07-13T10:59:59.999Z, 2020-07-13T10:00:00Z",
    "2020-07-13T11:00:00Z,     2020-07-13T11:00:00Z",
    "1970-01-01T00:00:00Z,     1970-01-01T00:00:00Z",
    "1969-12-31T23:59:59.999Z, 1969-12-31T23:00:00Z",
    "1969-12-31T23:00:00Z,     1969-12-31T23:00:00Z"
  })
  void start_is_inclusive_and_end_is_exclusive(Instant time, Instant start) {
    assertThat(UtcHour.startOf(time.toEpochMilli())).isEqualTo(start.toEpochMilli());
  }

  @Property
  void start_is_the_time_truncated_to_hours(
      @ForAll @LongRange(min = -100_000_000_000_000L, max = 100_000_000_000_000L) long timeMs) {
    long expected = Instant.ofEpochMilli(timeMs).truncatedTo(ChronoUnit.HOURS).toEpochMilli();

    assertThat(UtcHour.startOf(timeMs)).isEqualTo(expected);
  }

  @Example
  void an_hour_has_3600_seconds() {
    assertThat(UtcHour.MILLIS).isEqualTo(Duration.ofHours(1).toMillis());
  }
}
