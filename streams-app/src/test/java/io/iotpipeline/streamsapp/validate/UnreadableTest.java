package io.iotpipeline.streamsapp.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.GatewayHeaders;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class UnreadableTest {

  @Test
  void other_headers_do_not_make_a_record_unreadable() {
    RecordHeaders headers = new RecordHeaders();
    headers.add(GatewayHeaders.SENDER, "plant-7".getBytes(UTF_8));

    assertThat(Unreadable.of(headers)).isEmpty();
    assertThat(Unreadable.of(new RecordHeaders())).isEmpty();
  }

  @Test
  void control_characters_in_the_reason_become_visible() {
    assertThat(detail("no JSON\u001b[2J\u202e\n")).isEqualTo("no JSON\\u{1b}[2J\\u{202e}\\u{a}");
  }

  @Test
  void a_long_reason_is_cut() {
    assertThat(detail("é".repeat(500))).isEqualTo("é".repeat(500));
    assertThat(detail("é".repeat(501))).isEqualTo("é".repeat(500) + "…");
    assertThat(detail("x".repeat(60_000))).isEqualTo("x".repeat(500) + "…");
  }

  @Test
  void a_header_without_text_is_enough() {
    assertThat(detail("")).isEqualTo("the gateway gives no reason");
  }

  private static String detail(String header) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(GatewayHeaders.UNREADABLE, header.getBytes(UTF_8));
    return Unreadable.of(headers).orElseThrow().detail();
  }
}
