package io.iotpipeline.streamsapp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.streamsapp.access.AccessConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAccessKeysTest {

  @TempDir private Path folder;

  @Test
  void without_settings_there_is_no_tls_and_no_token() {
    AccessConfig access = read(Map.of()).httpAccess();

    assertThat(access.ssl()).isEmpty();
    assertThat(access.read().accepts(null)).isTrue();
    assertThat(access.metrics().accepts(null)).isTrue();
  }

  @Test
  void all_settings_can_be_in_the_file_and_refer_to_secrets() throws IOException {
    Files.writeString(folder.resolve("secrets"), "store=s3cret-1\nread=s3cret-2\n");
    Files.writeString(folder.resolve("metrics-token"), "s3cret-3\n");
    Path file =
        Files.writeString(
            folder.resolve("pipeline.properties"),
            """
            http.listen=127.0.0.1:1
            http.ssl.keystore.location=/k
            http.ssl.keystore.password=${file:%1$s/secrets:store}
            http.ssl.keystore.type=PKCS12
            http.ssl.key.password=s3cret-4
            http.ssl.truststore.location=/t
            http.ssl.truststore.password=s3cret-5
            http.ssl.truststore.type=JKS
            http.replay.token=replay
            http.read.token=${file:%1$s/secrets:read}
            http.metrics.token=${directory:%1$s:metrics-token}
            """
                .formatted(folder));

    StreamsAppConfig config = read(Map.of(), "--config", file.toString());

    AccessConfig access = config.httpAccess();
    assertThat(access.ssl())
        .isEqualTo(
            Map.of(
                "ssl.keystore.location", "/k",
                "ssl.keystore.password", new Password("s3cret-1"),
                "ssl.keystore.type", "PKCS12",
                "ssl.key.password", new Password("s3cret-4"),
                "ssl.truststore.location", "/t",
                "ssl.truststore.password", new Password("s3cret-5"),
                "ssl.truststore.type", "JKS"));
    assertThat(access.read().authorization()).hasValue("Bearer s3cret-2");
    assertThat(access.metrics().authorization()).hasValue("Bearer s3cret-3");
    assertThat(config.httpListen().orElseThrow().port()).isEqualTo(1);
    assertThat(config.toString() + config.summary()).doesNotContain("s3cret");
  }

  @Test
  void a_token_can_be_in_the_environment() {
    AccessConfig access = read(Map.of("IOT_HTTP_READ_TOKEN", "t")).httpAccess();

    assertThat(access.read().authorization()).hasValue("Bearer t");
    assertThat(access.metrics().authorization()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http.read.token",
        "http.metrics.token",
        "http.ssl.keystore.location",
        "http.ssl.truststore.location",
        "http.ssl.keystore.type"
      })
  void a_blank_setting_does_not_leave_a_door_open(String key) {
    assertThatThrownBy(() -> read(Map.of(), "--set", key + "= "))
        .isInstanceOfSatisfying(StartupException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageContaining(key + " is blank");
  }

  @Test
  void an_invalid_token_is_not_printed_and_the_remedy_is_not_a_flag() {
    assertThatThrownBy(() -> read(Map.of("IOT_HTTP_READ_TOKEN", "s3cret s3cret")))
        .isInstanceOf(StartupException.class)
        .hasMessageContainingAll("http.read.token has a space", "IOT_HTTP_READ_TOKEN")
        .hasMessageNotContainingAny("s3cret", "--http-read-token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http.ssl.keystore.password",
        "http.ssl.keystore.type",
        "http.ssl.key.password",
        "http.ssl.truststore.location",
        "http.ssl.truststore.password"
      })
  void a_setting_of_tls_without_a_key_store_is_refused(String key) {
    assertThatThrownBy(() -> read(Map.of(), "--set", key + "=s3cret"))
        .isInstanceOfSatisfying(StartupException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageContaining(key + " without http.ssl.keystore.location")
        .hasMessageNotContaining("s3cret");
  }

  private static StreamsAppConfig read(Map<String, String> environment, String... args) {
    return new ConfigReader().read(CommandLine.parse(List.of(args)), environment);
  }
}
