package io.iotpipeline.producer.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberFormatTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.5, -0.5",
    "+7, 7",
    "5., 5",
    ".5, 0.5",
    "73.80000305175781, 73.80000305175781",
    "1e3, 1000",
    "2.5E-3, 0.0025",
    "true, 1",
    "TRUE, 1",
    "false, 0",
    "False, 0",
    "\u22125, -5",
    "'1,023', 1023",
    "'1,023,456.5', 1023456.5",
    "1 023, 1023",
    "1'023.5, 1023.5",
    "1\u00a0023, 1023",
    "1\u202f023.25, 1023.25",
    "001.50, 1.5"
  })
  void with_a_decimal_point(String text, double value) {
    assertThat(NumberFormat.POINT.parse(text)).hasValue(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "21,5 | 21.5",
        "-0,5 | -0.5",
        ",5 | 0.5",
        "5, | 5",
        "1.023,7 | 1023.7",
        "1.023 | 1023",
        "1.023.456,5 | 1023456.5",
        "1 023,5 | 1023.5",
        "1,5e3 | 1500",
        "40 | 40",
        "true | 1"
      })
  void with_a_decimal_comma(String text, double value) {
    assertThat(NumberFormat.COMMA.parse(text)).hasValue(value);
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
        ".",
        "1,0234",
        "1,023 456",
        "12,34,567",
        ",023",
        "1.5.5"
      })
  void other_text_is_no_number_with_a_decimal_point(String text) {
    assertThat(NumberFormat.POINT.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1,5,5", "1.0234", "0.5", "1,023.5", "31.01.2024"})
  void other_text_is_no_number_with_a_decimal_comma(String text) {
    assertThat(NumberFormat.COMMA.parse(text)).isEmpty();
  }
}
