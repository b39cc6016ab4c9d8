package io.iotpipeline.producer.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationParserTest {

  @ParameterizedTest
  @CsvSource({
    "90s, PT90S",
    "5m, PT5M",
    "12h, PT12H",
    "30d, PT720H",
    "1h30m, PT1H30M",
    "1d2h3m4s, PT26H3M4S",
    "0.5s, PT0.5S",
    "5M, PT5M",
    "0s, PT0S"
  })
  void reads_numbers_with_units(String text, Duration duration) {
    assertThat(DurationParser.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-5m", "5 m", "1.5h", "30m1h", "1h1h", "5x", "1234567890s"})
  void rejects_other_formats(String text) {
    assertThat(DurationParser.parse(text)).isEmpty();
  }

  @Test
  void the_longest_duration_is_no_overflow() {
    assertThat(DurationParser.parse("999999999d")).contains(Duration.ofDays(999_999_999));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "0.5s", "1m30s", "1h30m", "2d3h4m5.000000006s", "59m", "30d"})
  void writes_what_it_reads(String text) {
    assertThat(DurationParser.text(DurationParser.parse(text).orElseThrow())).isEqualTo(text);
  }
}
