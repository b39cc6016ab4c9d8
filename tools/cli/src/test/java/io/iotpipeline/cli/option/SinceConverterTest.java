package io.iotpipeline.cli.option;

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

class SinceConverterTest {

  private final SinceConverter converter = new SinceConverter();

  @Test
  void reads_an_instant() {
    assertThat(converter.convert("2026-07-13T00:00:00Z"))
        .isEqualTo(Instant.parse("2026-07-13T00:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({"90s,90", "5m,300", "2h,7200", "7d,604800"})
  void reads_a_duration_before_now(String text, long seconds) {
    assertThat(converter.convert(text))
        .isCloseTo(Instant.now().minusSeconds(seconds), within(5, ChronoUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "5", "-5m", "5w"})
  void rejects_other_text_and_shows_the_formats(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("2026-07-13T00:00:00Z");
  }
}
