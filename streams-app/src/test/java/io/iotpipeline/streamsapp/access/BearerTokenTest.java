package io.iotpipeline.streamsapp.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {

  private final BearerToken token = BearerToken.of("http.read.token", new Password("s3cret"));

  @ParameterizedTest
  @ValueSource(strings = {"Bearer s3cret", "bearer s3cret", "BEARER   s3cret "})
  void the_token_is_accepted(String authorization) {
    assertThat(token.accepts(authorization)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "s3cret",
        "Bearer s3cre",
        "Bearer s3crett",
        "Bearer S3CRET",
        "Bearer s3cret s3cret",
        "Bearer Bearer s3cret",
        "Basic s3cret",
        "Bearers3cret",
        "Bearer s3cre\u0165"
      })
  void anything_else_is_not(String authorization) {
    assertThat(token.accepts(authorization)).isFalse();
  }

  @Test
  void without_a_token_everything_is_accepted_and_nothing_is_sent() {
    BearerToken none = BearerToken.of("http.read.token", null);

    assertThat(none.accepts(null)).isTrue();
    assertThat(none.accepts("Bearer x")).isTrue();
    assertThat(none.authorization()).isEmpty();
  }

  @Test
  void the_token_is_sent_and_never_printed() {
    assertThat(token.authorization()).hasValue("Bearer s3cret");
    assertThat(token.toString()).doesNotContain("s3cret");
    assertThat(new AccessConfig(Map.of(), token, token).toString()).doesNotContain("s3cret");
  }

  @Test
  void a_reference_that_nobody_has_replaced_is_no_token() {
    assertThatThrownBy(() -> BearerToken.of("http.read.token", new Password("${READ_TOKEN}")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("http.read.token is a reference that was not replaced")
        .hasMessageNotContaining("READ_TOKEN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void a_blank_token_is_refused(String blank) {
    assertThatThrownBy(() -> BearerToken.of("http.read.token", new Password(blank)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("http.read.token is blank");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret\nX: y", "s3 cret", " s3cret", "s3cr\u00e9t"})
  void a_token_that_no_header_can_have_is_refused_without_showing_it(String text) {
    assertThatThrownBy(() -> BearerToken.of("http.read.token", new Password(text)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("http.read.token has a space")
        .hasMessageNotContaining("s3");
  }
}
