package io.iotpipeline.admin.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextEscaperTest {

  @Property
  void parse_reverses_any_bytes(@ForAll byte[] bytes) {
    assertThat(TextEscaper.parse(TextEscaper.of(bytes))).isEqualTo(bytes);
  }

  @Property
  void parse_reverses_any_text(@ForAll String text) {
    byte[] bytes = text.getBytes(UTF_8);

    assertThat(TextEscaper.parse(TextEscaper.of(bytes))).isEqualTo(bytes);
  }

  @Test
  void visible_text_stays_text() {
    assertThat(TextEscaper.of("Gewächshaus 7".getBytes(UTF_8))).isEqualTo("Gewächshaus 7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " padded", "\u001b[2J", "a\u0000b", "\u202edcba", "0x41", "\u009b2J"})
  void invisible_or_ambiguous_text_is_hexadecimal(String text) {
    assertThat(TextEscaper.of(text.getBytes(UTF_8))).matches("0x[0-9a-f]*");
  }

  @Test
  void bytes_that_are_not_text_are_hexadecimal() {
    assertThat(TextEscaper.of(new byte[] {(byte) 0xff, 0x00})).isEqualTo("0xff00");
  }

  @Test
  void a_label_is_cut() {
    assertThat(TextEscaper.label("😀".repeat(500).getBytes(UTF_8)))
        .isEqualTo("😀".repeat(64) + "…");
  }

  @Test
  void a_missing_key_has_a_label() {
    assertThat(TextEscaper.label(null)).isEqualTo("(none)");
  }

  @Test
  void escape_sequences_do_not_reach_the_terminal() {
    assertThat(TextEscaper.escaped("a\u001b[2J\u202eb ä")).isEqualTo("a\\u{1b}[2J\\u{202e}b ä");
  }

  @Test
  void escapes_in_json_as_json_does() {
    assertThat(TextEscaper.escapedJson("{\"a\":\"\u202eä\u009b\"}"))
        .isEqualTo("{\"a\":\"\\u202eä\\u009b\"}");
  }
}
