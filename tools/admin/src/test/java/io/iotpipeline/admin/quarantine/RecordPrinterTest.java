package io.iotpipeline.admin.quarantine;

import static io.iotpipeline.admin.quarantine.Rejections.bytes;
import static io.iotpipeline.admin.quarantine.Rejections.record;
import static io.iotpipeline.admin.quarantine.Rejections.rejected;
import static io.iotpipeline.admin.quarantine.Rejections.replayOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.schemas.SensorEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RecordPrinterTest {

  private static final SensorEvent EVENT =
      new SensorEvent("id-1", "s-1", Instant.EPOCH, Map.of("temp", Double.NaN));

  private final ValueDecoder readable = new ValueDecoder((topic, value) -> EVENT);
  private final ValueDecoder unreadable =
      new ValueDecoder(
          (topic, value) -> {
            throw new IllegalArgumentException("no schema");
          });

  @Test
  void prints_reason_source_and_event() {
    QuarantinedRecord again =
        QuarantinedRecord.of(rejected().build(), replayOf("sensor-events/3/17"));

    assertThat(printed(readable, printer -> printer.printText(again, false)))
        .isEqualToNormalizingNewlines(
            """
            sensor-events/3/1234  UNKNOWN_SCHEMA  2026-07-13T10:00:00Z
              detail  no schema of id 9 in the registry
              key     s-1
              header  iot-replay-of = sensor-events/3/17
              value   {"event_id":"id-1","sensor_id":"s-1",\
            "event_time":"1970-01-01T00:00:00Z","measurements":{"temp":"NaN"}}

            """);
  }

  @Test
  void prints_the_bytes_of_an_undecodable_value() {
    assertThat(printed(unreadable, printer -> printer.printText(record(rejected()), false)))
        .contains("value   not readable, 7 bytes", "00000000  00 00 00 00 09 01 02", "|.......|");
  }

  @Test
  void prints_what_is_missing_of_a_record_that_is_not_kept_whole() {
    QuarantinedRecord cut =
        record(rejected().setKeySize(5_000L).setValueSize(4_000_000L).setHeadersSize(6_000L));

    assertThat(printed(unreadable, printer -> printer.printText(cut, false)))
        .contains(
            "key     s-1 (the first 3 of 5,000 bytes)",
            "header  not kept, 6,000 bytes",
            "value   not readable, 7 bytes (the first 7 of 4,000,000 bytes)");
  }

  @Test
  void cuts_long_bytes_without_full() {
    QuarantinedRecord large = record(rejected().setValue(ByteBuffer.wrap(new byte[1000])));

    String brief = printed(unreadable, printer -> printer.printText(large, false));
    String full = printed(unreadable, printer -> printer.printText(large, true));

    assertThat(brief).contains("000000f0 ", "--full").doesNotContain("00000100 ");
    assertThat(full).contains("000003e0 ").doesNotContain("--full");
  }

  @Test
  void cuts_a_long_event_without_full() {
    Map<String, Double> many = new TreeMap<>();
    for (int i = 1000; i < 2000; i++) {
      many.put("metric-" + i, 1.0);
    }
    ValueDecoder wide =
        new ValueDecoder((topic, value) -> new SensorEvent("id-1", "s-1", Instant.EPOCH, many));

    String brief = printed(wide, printer -> printer.printText(record(rejected()), false));
    String full = printed(wide, printer -> printer.printText(record(rejected()), true));

    assertThat(brief).contains("--full").doesNotContain("metric-1999");
    assertThat(full).contains("metric-1999").doesNotContain("--full");
  }

  @Test
  void prints_a_record_without_key_and_value() {
    QuarantinedRecord empty = record(rejected().setKey(null).setValue(null));

    assertThat(printed(readable, printer -> printer.printText(empty, false)))
        .contains("key     (none)", "value   (none)");
  }

  @Test
  void control_characters_do_not_reach_the_terminal() {
    QuarantinedRecord hostile =
        record(rejected().setDetail("\u001b[2J").setKey(bytes("\u001b]0;x\u0007")));

    assertThat(printed(unreadable, printer -> printer.printText(hostile, false)))
        .doesNotContain("\u001b");
  }

  @Test
  void json_is_complete() throws JsonProcessingException {
    QuarantinedRecord large =
        QuarantinedRecord.of(
            rejected().setValue(ByteBuffer.wrap(new byte[1000])).build(), replayOf("t/1/2"));

    JsonNode json = new ObjectMapper().readTree(printed(unreadable, p -> p.printJson(large)));

    assertThat(json.path("origin").asText()).isEqualTo("sensor-events/3/1234");
    assertThat(json.path("refused_again").asBoolean()).isTrue();
    assertThat(json.at("/key/text").asText()).isEqualTo("s-1");
    assertThat(json.at("/headers/0/value/text").asText()).isEqualTo("t/1/2");
    assertThat(json.at("/value/text").isNull()).isTrue();
    assertThat(json.at("/value/hex").asText()).isEqualTo("00".repeat(1000));
    assertThat(json.path("decoded").isNull()).isTrue();
  }

  @Test
  void json_has_the_decoded_event() throws JsonProcessingException {
    JsonNode json =
        new ObjectMapper().readTree(printed(readable, p -> p.printJson(record(rejected()))));

    assertThat(json.at("/decoded/measurements/temp").asText()).isEqualTo("NaN");
    assertThat(json.at("/value/hex").asText()).isEqualTo("00000000090102");
  }

  private static String printed(ValueDecoder decoder, Consumer<RecordPrinter> how) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    how.accept(new RecordPrinter(new PrintStream(out, true, StandardCharsets.UTF_8), decoder));
    return out.toString(StandardCharsets.UTF_8);
  }
}
