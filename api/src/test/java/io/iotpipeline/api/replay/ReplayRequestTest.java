package io.iotpipeline.api.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.admin.format.TextEscaper;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.schemas.RejectionReason;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayRequestTest {

  private static ReplayRequest parse(String json) {
    return ReplayRequest.parse(json.getBytes(UTF_8));
  }

  @Test
  void a_reason_is_enough() {
    assertThat(parse("{\"reason\": \"LATE\", \"sensor\": null}"))
        .isEqualTo(
            new ReplayRequest(
                RejectionReason.LATE, Optional.empty(), Optional.empty(), false, false));
  }

  @Test
  void the_fields_are_the_options_of_the_verb() {
    ReplayRequest request =
        parse(
            "{\"reason\": \"LATE\", \"sensor\": \"s-1\", \"since\": \"2026-11-27T10:00:00Z\","
                + " \"again\": true, \"dry_run\": true}");

    assertThat(request.again()).isTrue();
    assertThat(request.dryRun()).isTrue();
    assertThat(request.filter().reasons()).isEqualTo(Set.of(RejectionReason.LATE));
    assertThat(request.filter().sensor()).isEqualTo("0x732d31");
    assertThat(request.filter().since()).isEqualTo(Instant.parse("2026-11-27T10:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x41", " a ", "\u202e"})
  void a_sensor_is_its_text_whatever_it_looks_like(String sensor) {
    ReplayRequest request =
        new ReplayRequest(
            RejectionReason.LATE, Optional.of(sensor), Optional.empty(), false, false);

    assertThat(TextEscaper.parse(request.filter().sensor())).isEqualTo(sensor.getBytes(UTF_8));
  }

  @Test
  void a_half_of_a_character_does_not_come_back() {
    ReplayRequest request = parse("{\"reason\": \"LATE\", \"sensor\": \"a\\ud800\"}");
    var json = Json.object();
    request.addTo(json);

    assertThat(Json.text(json)).contains("\"sensor\":\"a?\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | not a JSON object",
        "{ | not JSON",
        "[] | not a JSON object",
        "{} | reason: expected one of [TOO_LARGE",
        "{\"reason\": \"late\"} | reason: expected one of",
        "{\"reason\": 1} | reason: expected a text",
        "{\"reason\": \"LATE\", \"sensor\": \"\"} | sensor: expected a text",
        "{\"reason\": \"LATE\", \"sensors\": \"a\"} | unknown field \"sensors\"; expected [again,",
        "{\"reason\": \"LATE\", \"since\": \"2h\"} | since=\"2h\"; expected an instant",
        "{\"reason\": \"LATE\", \"since\": \"+99999-01-01T00:00:00Z\"} | expected an instant",
        "{\"reason\": \"LATE\", \"dry_run\": \"yes\"} | dry_run: expected true or false",
        "{\"reason\": \"LATE\", \"dry_run\": null} | dry_run: expected true or false"
      })
  void a_wrong_request_is_refused_with_a_sentence(String json, String sentence) {
    assertThatThrownBy(() -> parse(json == null ? "" : json))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void deep_nesting_is_refused() {
    assertThatThrownBy(() -> parse("[".repeat(4096))).isInstanceOf(ProblemException.class);
  }
}
