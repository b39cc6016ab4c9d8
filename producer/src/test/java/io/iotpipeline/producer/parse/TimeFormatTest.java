package io.iotpipeline.producer.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormatTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-01-31T18:00:05Z          | iso            | 2024-01-31T18:00:05Z",
        "2024-01-31 18:00              | iso            | 2024-01-31T18:00:00Z",
        "2024-01-31                    | iso            | 2024-01-31T00:00:00Z",
        "2024-01-31 18:00:05 +01:00    | iso            | 2024-01-31T17:00:05Z",
        "2024-01-31 18:00:05 UTC       | iso            | 2024-01-31T18:00:05Z",
        "2024-01-31 18:00:05,250       | iso            | 2024-01-31T18:00:05.250Z",
        "2024-01-31 24:00              | iso            | 2024-02-01T00:00:00Z",
        "2024-1-5 6:07                 | uuuu-M-d       | 2024-01-05T06:07:00Z",
        "2024/01/31 18:00:05           | uuuu/M/d       | 2024-01-31T18:00:05Z",
        "31.01.2024 18:00              | d.M.uuuu       | 2024-01-31T18:00:00Z",
        "31.1.2024, 18:00:05           | d.M.uuuu       | 2024-01-31T18:00:05Z",
        "31.01.24 18:00                | d.M.uu         | 2024-01-31T18:00:00Z",
        "01/31/2024 6:00 PM            | M/d/uuuu       | 2024-01-31T18:00:00Z",
        "1/31/2024 12:30:15 AM         | M/d/uuuu       | 2024-01-31T00:30:15Z",
        "1/31/24 18:00                 | M/d/uu         | 2024-01-31T18:00:00Z",
        "31/01/2024 18:00              | d/M/uuuu       | 2024-01-31T18:00:00Z",
        "31-01-2024 18:00              | d-M-uuuu       | 2024-01-31T18:00:00Z",
        "31-Jan-2024 18:00             | d-MMM-uuuu     | 2024-01-31T18:00:00Z",
        "31 Jan 2024 18:00             | d MMM uuuu     | 2024-01-31T18:00:00Z",
        "'Jan 31, 2024 6:00:05 pm'     | MMM d uuuu     | 2024-01-31T18:00:05Z",
        "'Wed, 31 Jan 2024 18:00:05 GMT' | EEE d MMM uuuu | 2024-01-31T18:00:05Z",
        "20240131                      | uuuuMMdd       | 2024-01-31T00:00:00Z",
        "20240131T180005Z              | uuuuMMdd       | 2024-01-31T18:00:05Z",
        "2024013118                    | uuuuMMddHH     | 2024-01-31T18:00:00Z",
        "202401311830                  | uuuuMMddHHmm   | 2024-01-31T18:30:00Z",
        "20240131183005                | uuuuMMddHHmmss | 2024-01-31T18:30:05Z",
        "1706724005                    | epoch          | 2024-01-31T18:00:05Z",
        "1706724005.25                 | epoch          | 2024-01-31T18:00:05.250Z",
        "1706724005250                 | epoch          | 2024-01-31T18:00:05.250Z",
        "1706724005250999              | epoch          | 2024-01-31T18:00:05.250Z",
        "1706724005250999999           | epoch          | 2024-01-31T18:00:05.250Z",
        "-1.5                          | epoch          | 1969-12-31T23:59:58.500Z"
      })
  void formats_of_the_world_are_known(String text, String format, String time) {
    assertThat(formatsOf(text)).contains(format);
    assertThat(TimeFormat.of(format).parse(text).flatMap(known -> known.at(ZoneOffset.UTC)))
        .contains(Instant.parse(time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "NaN",
        "2024-02-30",
        "2024-01-31T25:00:00Z",
        "2024-01-31 24:01",
        "12:30",
        "32.01.2024",
        "13/13/2024",
        "31 Foo 2024",
        "10.5.5.5",
        "2024-01-3118:00:00"
      })
  void other_text_has_no_format(String text) {
    assertThat(formatsOf(text)).isEmpty();
  }

  @Test
  void a_day_that_may_be_a_month_has_two_formats() {
    assertThat(formatsOf("03/04/2024 10:00")).containsExactly("M/d/uuuu", "d/M/uuuu");
  }

  @Test
  void digits_are_a_date_only_if_it_is_of_our_time() {
    assertThat(formatsOf("1706724005")).containsExactly("epoch");
    assertThat(formatsOf("2024013118")).containsExactly("uuuuMMddHH", "epoch");
  }

  @Test
  void a_pattern_can_be_given() {
    TimeFormat format = TimeFormat.of("dd/MM/yyyy HH:mm");

    assertThat(format.parse("03/04/2024 10:00").flatMap(time -> time.at(ZoneOffset.UTC)))
        .contains(Instant.parse("2024-04-03T10:00:00Z"));
    assertThat(format.parse("2024-04-03")).isEmpty();
    assertThatThrownBy(() -> TimeFormat.of("no pattern"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_unit_of_a_number_can_be_given() {
    assertThat(TimeFormat.of("epoch_ms").parse("1000").flatMap(time -> time.at(ZoneOffset.UTC)))
        .contains(Instant.EPOCH.plusSeconds(1));
    assertThat(TimeFormat.of("epoch_ns").parse("1000000").flatMap(time -> time.at(ZoneOffset.UTC)))
        .contains(Instant.EPOCH.plusMillis(1));
  }

  @Test
  void a_time_without_an_offset_is_of_the_zone() {
    Optional<WallTime> time = TimeFormat.ISO.parse("2024-01-31 18:00");

    assertThat(time.orElseThrow().at(ZoneOffset.ofHours(2)))
        .contains(Instant.parse("2024-01-31T16:00:00Z"));
  }

  private static List<String> formatsOf(String text) {
    return TimeFormat.known().stream()
        .filter(format -> format.parse(text).flatMap(time -> time.at(ZoneOffset.UTC)).isPresent())
        .map(TimeFormat::toString)
        .toList();
  }
}
