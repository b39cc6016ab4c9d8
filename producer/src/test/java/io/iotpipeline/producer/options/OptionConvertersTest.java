package io.iotpipeline.producer.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class OptionConvertersTest {

  private final OptionConverters.InstantConverter converter =
      new OptionConverters.InstantConverter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-07-13T00:00:00Z",
        "2026-07-13 02:00+02:00",
        "2026-07-13T00:00",
        "2026-07-13",
        "1783900800"
      })
  void reads_a_time_or_a_day(String text) {
    assertThat(converter.convert(text)).isEqualTo(Instant.parse("2026-07-13T00:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({"90s,90", "5m,300", "2h,7200", "7d,604800"})
  void reads_a_duration_before_now(String text, long seconds) {
    assertThat(converter.convert(text))
        .isCloseTo(Instant.now().minusSeconds(seconds), within(5, ChronoUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "5", "-5m", "5w", "2026-13-45"})
  void rejects_other_text_and_shows_the_formats(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("2026-03-29T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "", "ten"})
  void a_count_is_a_whole_number_from_1(String text) {
    assertThatThrownBy(() -> new OptionConverters.CountConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'%s' is not a whole number from 1", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-13-45", "2026-02-30", "today", "13.07.2026"})
  void a_day_is_a_date_of_the_calendar(String text) {
    assertThatThrownBy(() -> new OptionConverters.DayConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'%s' is not a day; example: 2026-03-29", text);
  }

  @Test
  void a_count_has_a_maximum() {
    assertThat(new OptionConverters.LongCountConverter().convert("2147483648"))
        .isEqualTo(2147483648L);
    assertThatThrownBy(() -> new OptionConverters.CountConverter().convert("2147483648"))
        .hasMessage("2147483648 is more than 2147483647");
    assertThatThrownBy(() -> new OptionConverters.LongCountConverter().convert("9".repeat(5000)))
        .hasMessageContaining("is more than 9223372036854775807");
  }
}
