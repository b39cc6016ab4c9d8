package io.iotpipeline.producer.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberParserTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0", "-0.5, -0.5", "+7, 7", "5., 5", ".5, 0.5", "73.80000305175781, 73.80000305175781",
    "1e3, 1000", "2.5E-3, 0.0025", "true, 1", "TRUE, 1", "false, 0", "False, 0"
  })
  void parses_decimal_numbers_and_booleans(String text, double value) {
    assertThat(NumberParser.parse(text)).hasValue(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "NaN",
        "Infinity",
        "-Infinity",
        "inf",
        "1e999",
        "0x1p3",
        "1d",
        "1f",
        "1 2",
        "1,5",
        "--1",
        "yes",
        "null",
        "."
      })
  void returns_empty_for_other_text(String text) {
    assertThat(NumberParser.parse(text)).isEmpty();
  }
}
