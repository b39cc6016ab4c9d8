package io.iotpipeline.gateway.json;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.gateway.intake.Batch;
import io.iotpipeline.gateway.intake.BatchTooLargeException;
import io.iotpipeline.gateway.intake.Unreadable;
import io.iotpipeline.schemas.SensorEvent;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEventsTest {

  private static final String ID = "11111111-2222-4333-8444-555555555555";
  private static final String VALID =
      """
      {"sensor_id":"s","event_time":1600000000123,"measurements":{"t":1.5}}""";

  private static Batch read(String message) {
    return JsonEvents.read(message.getBytes(UTF_8), null);
  }

  private static SensorEvent event(String message) {
    Batch batch = read(message);
    assertThat(batch.unreadable()).isEmpty();
    assertThat(batch.events()).hasSize(1);
    return batch.events().get(0);
  }

  private static Unreadable unreadable(String message) {
    Batch batch = read(message);
    assertThat(batch.events()).isEmpty();
    assertThat(batch.unreadable()).hasSize(1);
    return batch.unreadable().get(0).content();
  }

  @Test
  void reads_an_event() {
    SensorEvent event =
        event(
            """
            {"sensor_id":"s","event_time":1600000000123,"event_id":"%s",
             "measurements":{"t":1.5,"n":-3,"big":1e300}}"""
                .formatted(ID));

    assertThat(event)
        .isEqualTo(
            new SensorEvent(
                ID,
                "s",
                Instant.ofEpochMilli(1600000000123L),
                Map.of("t", 1.5, "n", -3.0, "big", 1e300)));
  }

  @Test
  void derives_the_same_id_whatever_the_order_of_the_fields() {
    String one = "{\"sensor_id\":\"s\",\"event_time\":5,\"measurements\":{\"a\":1,\"b\":2}}";
    String other = "{\"measurements\":{\"b\":2.0,\"a\":1.0},\"event_time\":5,\"sensor_id\":\"s\"}";

    assertThat(event(one).getEventId()).isEqualTo(event(other).getEventId());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1600000000123 | | 1600000000123",
        "1600000000 | s | 1600000000000",
        "1600000000.1239 | s | 1600000000123",
        "1600000000123456 | us | 1600000000123",
        "1600000000123456789 | ns | 1600000000123",
        "-1 | us | -1",
        "1.6e12 | ms | 1600000000000",
        "\"2020-09-13T12:26:40.123456Z\" | | 1600000000123",
        "\"2020-09-13T14:26:40.123+02:00\" | | 1600000000123",
        "\"2020-09-13T12:26Z\" | | 1599999960000"
      })
  void reads_times(String time, String unit, long expected) {
    String field = unit == null ? "" : "\"event_time_unit\":\"" + unit + "\",";
    String before = "{%s\"event_time\":%s,\"sensor_id\":\"s\",\"measurements\":{\"t\":1}}";
    String after = "{\"event_time\":%2$s,%1$s\"sensor_id\":\"s\",\"measurements\":{\"t\":1}}";

    assertThat(event(before.formatted(field, time)).getEventTime().toEpochMilli())
        .isEqualTo(expected);
    assertThat(event(after.formatted(field, time)).getEventTime().toEpochMilli())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // What is wrong | the reason
        "{} | sensor_id is missing",
        "{`sensor_id`:``,`event_time`:1,`measurements`:{`t`:1}} | sensor_id is blank",
        "{`sensor_id`:` `,`event_time`:1,`measurements`:{`t`:1}} | sensor_id is blank",
        "{`sensor_id`:5,`event_time`:1,`measurements`:{`t`:1}} | sensor_id is a number",
        "{`sensor_id`:null,`event_time`:1,`measurements`:{`t`:1}} | sensor_id is null",
        "{`sensor_id`:[`s`],`event_time`:1,`measurements`:{`t`:1}} | sensor_id is an array",
        "{`sensor_id`:`s`,`sensor_id`:`r`,`event_time`:1,`measurements`:{`t`:1}} | there twice",
        "{`sensor_id`:`s`,`measurements`:{`t`:1}} | event_time is missing",
        "{`sensor_id`:`s`,`event_time`:null,`measurements`:{`t`:1}} | event_time is null",
        "{`sensor_id`:`s`,`event_time`:true,`measurements`:{`t`:1}} | event_time is a boolean",
        "{`sensor_id`:`s`,`event_time`:`now`,`measurements`:{`t`:1}} | ISO-8601",
        "{`sensor_id`:`s`,`event_time`:`2020-01-01T00:00:00`,`measurements`:{`t`:1}} | ISO-8601",
        "{`sensor_id`:`s`,`event_time`:`2020-02-30T00:00:00Z`,`measurements`:{`t`:1}} | ISO-8601",
        "{`sensor_id`:`s`,`event_time`:1,`event_time`:2,`measurements`:{`t`:1}} | there twice",
        "{`sensor_id`:`s`,`event_time`:99999999999999999999,`measurements`:{`t`:1}} | range",
        "{`sensor_id`:`s`,`event_time`:1e999999999,`measurements`:{`t`:1}} | range",
        "{`sensor_id`:`s`,`event_time`:1e30,`measurements`:{`t`:1}} | range",
        "{`sensor_id`:`s`,`event_time`:9223372036854775807,`event_time_unit`:`s`,`measurements`:{`t`:1}} | range",
        "{`sensor_id`:`s`,`event_time`:1,`event_time_unit`:`h`,`measurements`:{`t`:1}} | expected s, ms, us or ns",
        "{`sensor_id`:`s`,`event_time`:1,`event_time_unit`:3,`measurements`:{`t`:1}} | expected s, ms, us or ns",
        "{`sensor_id`:`s`,`event_time`:`2020-01-01T00:00:00Z`,`event_time_unit`:`s`,`measurements`:{`t`:1}} | is for numbers",
        "{`sensor_id`:`s`,`event_time`:1} | measurements is missing",
        "{`sensor_id`:`s`,`event_time`:1,`measurements`:{}} | measurements is empty",
        "{`sensor_id`:`s`,`event_time`:1,`measurements`:[1]} | measurements is an array",
        "{`sensor_id`:`s`,`event_time`:1,`measurements`:7} | measurements is a number",
        "{`sensor_id`:`s`,`event_time`:1,`measurements`:{`t`:`1`}} | measurement ^t^ is a string",
        "{`sensor_id`:`s`,`event_time`:1,`measurements`:{`t`:null}} | measurement ^t^ is null",
        "{`sensor_id`:`s`,`event_time`:1,`measurements`:{`t`:true}} | measurement ^t^ is a boolean",
        "{`sensor_id`:`s`,`event_time`:1,`measurements`:{`t`:{`v`:1}}} | measurement ^t^ is an object",
        "{`sensor_id`:`s`,`event_time`:1,`measurements`:{`t`:1,`t`:2}} | measurement ^t^ is there twice",
        "{`sensor_id`:`s`,`event_time`:1,`measurements`:{`t`:1e999}} | too large",
        "{`sensor_id`:`s`,`event_time`:1,`measurements`:{`t`:1},`event_id`:`7`} | event_id is ^7^",
        "{`sensor_id`:`s`,`event_time`:1,`measurements`:{`t`:1},`event_id`:7} | event_id is a number",
        "{`sensor_id`:`s`,`event_time`:1,`measurements`:{`t`:1},`unit`:`C`} | unknown field ^unit^",
        "{`sensor_id`:`s`,`event_time`:1,`measurements`:{`t`:NaN}} | not JSON",
        "{`sensor_id`:`s`,`event_time`:01,`measurements`:{`t`:1}} | not JSON",
        "{`sensor_id`:`s`,`event_time`:1,`measurements`:{`t`:1} | not JSON",
        "{sensor_id:1} | not JSON",
        "7 | expected an object, found a number",
        "`text` | expected an object, found a string",
        "null | expected an object, found null",
        "nonsense | not JSON",
        "{`sensor_id`:`\\ud800\\x`} | not JSON",
        "temperature,host=a value=1 | not JSON"
      })
  void keeps_what_is_no_event_byte_for_byte(String text, String reason) {
    String message = text.replace('`', '"');

    Unreadable piece = unreadable(message);

    assertThat(new String(piece.bytes(), UTF_8)).isEqualTo(message);
    assertThat(piece.reason()).contains(reason.replace('^', '"'));
  }

  @Test
  void a_wrong_event_does_not_harm_the_others_of_an_array() {
    Batch batch = read("[" + VALID + ", {\"sensor_id\":[{}]}, 5 ," + VALID + "]");

    assertThat(batch.events()).hasSize(2);
    assertThat(batch.indexOfEvent(0)).isZero();
    assertThat(batch.indexOfEvent(1)).isEqualTo(3);
    assertThat(batch.unreadable()).extracting(Batch.Piece::index).containsExactly(1, 2);
    assertThat(batch.unreadable())
        .extracting(piece -> new String(piece.content().bytes(), UTF_8))
        .containsExactly("{\"sensor_id\":[{}]}", "5");
  }

  @Test
  void an_array_is_unreadable_from_where_it_is_not_json() {
    Batch batch = read("[" + VALID + ",{\"a\":x}," + VALID + "]");

    assertThat(batch.events()).hasSize(1);
    assertThat(batch.unreadable()).hasSize(1);
    assertThat(new String(batch.unreadable().get(0).content().bytes(), UTF_8))
        .isEqualTo("{\"a\":x}," + VALID + "]");
  }

  @Test
  void a_broken_line_does_not_harm_the_other_lines() {
    Batch batch = read(VALID + "\n{broken\n" + VALID + "\n\n" + VALID + "\n{\"cut\":");

    assertThat(batch.events()).hasSize(3);
    assertThat(batch.unreadable()).extracting(Batch.Piece::index).containsExactly(1, 4);
    assertThat(new String(batch.unreadable().get(0).content().bytes(), UTF_8))
        .isEqualTo("{broken\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "[]", "\n\n", "[ ]\n"})
  void a_message_without_events_is_empty(String message) {
    assertThat(read(message).size()).isZero();
  }

  @Test
  void an_object_may_have_line_breaks() {
    assertThat(read(VALID.replace(",", ",\n  ")).events()).hasSize(1);
  }

  @Test
  void reads_after_a_byte_order_mark() {
    assertThat(read("\uFEFF" + VALID).events()).hasSize(1);
  }

  @Test
  void reads_no_other_encoding() {
    byte[] message = VALID.getBytes(UTF_16LE);

    Batch batch = JsonEvents.read(message, null);

    assertThat(batch.unreadable()).hasSize(1);
    assertThat(batch.unreadable().get(0).content().reason()).isEqualTo("not UTF-8");
    assertThat(batch.unreadable().get(0).content().bytes()).isEqualTo(message);
  }

  @Test
  void refuses_bytes_that_are_not_utf_8() {
    byte[] message = VALID.getBytes(UTF_8);
    message[VALID.indexOf("\"s\"") + 1] = (byte) 0xC0;

    assertThat(JsonEvents.read(message, null).unreadable()).hasSize(1);
  }

  @Test
  void reads_an_event_nested_too_deep_as_unreadable() {
    String deep = "{\"measurements\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";

    assertThat(unreadable(deep).reason()).contains("not JSON", "depth");
  }

  @Test
  void an_event_has_at_most_256_kib() {
    String large = VALID.replace("\"s\"", "\"" + "s".repeat(JsonEvents.MAX_EVENT_BYTES) + "\"");

    assertThat(unreadable(large).reason()).contains("more than 262144 bytes");
  }

  @Test
  void refuses_a_message_with_too_many_events() {
    String many = "[" + "{},".repeat(Batch.MAX_SIZE) + "{}]";

    assertThatThrownBy(() -> read(many)).isInstanceOf(BatchTooLargeException.class);
  }

  /** The sensor id is not in the message, but in each record, twice. */
  @Test
  void refuses_a_message_whose_events_become_too_large() {
    byte[] message = "{\"event_time\":1,\"measurements\":{\"t\":1}}\n".repeat(200).getBytes(UTF_8);

    assertThatThrownBy(() -> JsonEvents.read(message, "s".repeat(60_000)))
        .isInstanceOf(BatchTooLargeException.class);
  }

  @Test
  void takes_the_sensor_of_the_topic() {
    String message = "{\"event_time\":1,\"measurements\":{\"t\":1}}";

    Batch batch = JsonEvents.read(message.getBytes(UTF_8), "of-topic");

    assertThat(batch.events()).extracting(SensorEvent::getSensorId).containsExactly("of-topic");
  }

  @Test
  void refuses_another_sensor_than_that_of_the_topic() {
    Batch batch = JsonEvents.read(VALID.getBytes(UTF_8), "of-topic");

    assertThat(batch.unreadable()).hasSize(1);
    assertThat(batch.unreadable().get(0).content().reason())
        .isEqualTo("sensor_id is \"s\", but the topic is of \"of-topic\"");
  }

  @Test
  void shows_no_control_characters_in_reasons() {
    String reason = unreadable("{\"\\u001b[2J\":1}").reason();

    assertThat(reason).contains("\\u{1b}").doesNotContain("\u001b");
  }
}
