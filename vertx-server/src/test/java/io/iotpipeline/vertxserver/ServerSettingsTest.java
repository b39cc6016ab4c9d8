package io.iotpipeline.vertxserver;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class ServerSettingsTest {

  private static final ServerKeys KEYS =
      new ServerKeys(
          "server",
          ServerKeys.common()
              .define("max.things", ConfigDef.Type.INT, 1, LOW, "")
              .define("tags", ConfigDef.Type.LIST, "a, ,b", LOW, "")
              .define("note", ConfigDef.Type.STRING, " ", LOW, ""),
          List.of("kafka.", "serde."));

  private static ServerSettings given(Map<String, String> options) {
    return ServerSettings.of(KEYS, Map.of(), Map.of(), options);
  }

  @Test
  void options_come_before_the_environment_and_that_before_the_file_and_the_defaults() {
    ServerSettings settings =
        ServerSettings.of(
            KEYS,
            Map.of(
                "max.things", "2", "bootstrap.servers", "f:1", "schema.registry.url", "http://f"),
            Map.of("SERVER_MAX_THINGS", "3", "SERVER_BOOTSTRAP_SERVERS", "e:1", "SERVER_NOTE", ""),
            Map.of("max.things", "4"));

    assertThat(settings.integer("max.things")).isEqualTo(4);
    assertThat(settings.text("bootstrap.servers")).isEqualTo("e:1");
    assertThat(settings.text("schema.registry.url")).isEqualTo("http://f");
    assertThat(settings.list("tags")).containsExactly("a", "b");
    assertThat(settings.optionalText("note")).isEmpty();
    assertThat(settings.ssl()).isEmpty();
  }

  @Test
  void passes_settings_on_without_their_prefix_and_with_the_addresses() {
    ServerSettings settings = given(Map.of("kafka.linger.ms", "7", "serde.x", "y"));

    assertThat(settings.kafka())
        .isEqualTo(Map.of("linger.ms", "7", "bootstrap.servers", "localhost:9092"));
    assertThat(settings.avro())
        .isEqualTo(Map.of("serde.x", "y", "schema.registry.url", "http://localhost:8081"));
  }

  @Test
  void an_unknown_key_is_named() {
    assertThatThrownBy(() -> given(Map.of("max.thing", "1")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("unknown setting max.thing; see --help");
  }

  @Test
  void a_password_without_a_key_store_is_an_error_that_does_not_show_it() {
    ServerSettings settings = given(Map.of("http.ssl.keystore.password", "secret"));

    assertThatThrownBy(settings::ssl)
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("http.ssl.keystore.password", "http.ssl.keystore.location")
        .hasMessageNotContaining("secret");
  }

  @Test
  void the_key_store_has_the_names_of_kafka() {
    ServerSettings settings =
        given(Map.of("http.ssl.keystore.location", "/k", "http.ssl.keystore.type", "PEM"));

    assertThat(settings.ssl())
        .isEqualTo(Map.of("ssl.keystore.location", "/k", "ssl.keystore.type", "PEM"));
  }
}
