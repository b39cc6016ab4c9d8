package io.iotpipeline.admin.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonValuesTest {

  @Test
  void numbers_keep_all_digits() {
    assertThat(JsonValues.json(0.1 + 0.2)).hasToString("0.30000000000000004");
    assertThat(JsonValues.json(Long.MAX_VALUE)).hasToString("9223372036854775807");
    assertThat(JsonValues.json(new BigDecimal("1.50"))).hasToString("1.50");
  }

  @Test
  void numbers_without_a_json_form_are_text() {
    assertThat(JsonValues.json(Double.NaN)).hasToString("\"NaN\"");
    assertThat(JsonValues.json(Float.NEGATIVE_INFINITY)).hasToString("\"-Infinity\"");
  }

  @Test
  void bytes_are_hexadecimal_and_stay_readable() {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {(byte) 0xff, 0});

    assertThat(JsonValues.json(bytes)).hasToString("\"0xff00\"");
    assertThat(bytes.remaining()).isEqualTo(2);
  }

  @Test
  void timestamps_are_in_iso_8601() {
    assertThat(JsonValues.json(Instant.EPOCH)).hasToString("\"1970-01-01T00:00:00Z\"");
  }

  @Test
  void maps_and_lists_are_converted_with_their_elements() {
    assertThat(JsonValues.json(Map.of(1, List.of(true, "x")))).hasToString("{\"1\":[true,\"x\"]}");
    assertThat(JsonValues.json(null)).hasToString("null");
  }

  @Test
  void text_has_no_quotes_around_a_plain_string() {
    assertThat(JsonValues.text(JsonValues.json("x"))).isEqualTo("x");
    assertThat(JsonValues.text(JsonValues.json(List.of("x")))).isEqualTo("[\"x\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "21.456789012345678, 21.4568",
    "0.000012345678, 0.0000123457",
    "123456789.123, 123456789",
    "100.0, 100",
    "-0.5, -0.5",
    "0.0, 0",
    "1.0E300, 1e300"
  })
  void rounds_binary_numbers_for_people(double number, String expected) {
    String rounded =
        JsonValues.text(JsonValues.rounded(JsonValues.json(Map.of("n", number)).get("n")));

    assertThat(new BigDecimal(rounded)).isEqualByComparingTo(expected);
    assertThat(rounded.length()).isLessThan(320);
  }

  @Test
  void rounds_no_exact_numbers() {
    JsonNode exact =
        JsonValues.json(Map.of("d", new BigDecimal("1.23456789"), "l", Long.MAX_VALUE));

    assertThat(JsonValues.rounded(exact)).isEqualTo(exact);
  }
}
