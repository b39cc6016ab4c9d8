package io.iotpipeline.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class AvroSerdesTest {

  @Test
  void the_configured_class_gets_its_settings_with_the_registry_url_replaced() {
    AvroSerdes serdes =
        AvroSerdes.of(
            Map.of(
                "schema.registry.url", "http://registry:8081/",
                "avro.serializer", RecordingSerializer.class.getName(),
                "serde.some.url", "${schema.registry.url}/path"));

    assertThat(serdes.serializer().serialize("any", "any"))
        .asString()
        .contains("some.url=http://registry:8081/path");
  }

  @Test
  void the_default_classes_are_on_the_class_path() {
    AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", "http://localhost:1"));

    assertThat(serdes.serializer()).isNotNull();
    assertThat(serdes.deserializer()).isNotNull();
  }

  @Test
  void the_confluent_defaults_use_the_base_url_of_the_registry() {
    AvroSerdes serdes =
        AvroSerdes.of(
            Map.of(
                "schema.registry.url", "http://registry:8081",
                "avro.serdes", "confluent",
                "avro.serializer", RecordingSerializer.class.getName()));

    assertThat(serdes.serializer().serialize("any", "any"))
        .asString()
        .isEqualTo(
            "{auto.register.schemas=false, schema.registry.url=http://registry:8081,"
                + " specific.avro.reader=true}");
  }

  @Test
  void confluent_classes_are_created_or_named_in_the_error_if_missing() {
    AvroSerdes serdes =
        AvroSerdes.of(
            Map.of("schema.registry.url", "http://localhost:1", "avro.serdes", "confluent"));
    String serializer = "io.confluent.kafka.serializers.KafkaAvroSerializer";

    if (isOnTheClassPath(serializer)) {
      assertThat(serdes.serializer()).isNotNull();
    } else {
      assertThatThrownBy(serdes::serializer)
          .isInstanceOf(ConfigException.class)
          .hasMessageContainingAll("avro.serializer", serializer, "mvn -Pconfluent");
      assertThatThrownBy(serdes::deserializer)
          .isInstanceOf(ConfigException.class)
          .hasMessageContainingAll("avro.deserializer", "KafkaAvroDeserializer");
    }
  }

  @Test
  void unknown_defaults_are_named_in_the_error() {
    assertThatThrownBy(
            () ->
                AvroSerdes.of(
                    Map.of("schema.registry.url", "http://localhost:1", "avro.serdes", "other")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("avro.serdes", "other", "apicurio or confluent");
  }

  @Test
  void a_missing_class_is_named_in_the_error_with_its_key() {
    AvroSerdes serdes =
        AvroSerdes.of(
            Map.of(
                "schema.registry.url", "http://localhost:1", "avro.serializer", "org.example.No"));

    assertThatThrownBy(serdes::serializer)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("avro.serializer")
        .hasMessageContaining("org.example.No")
        .hasMessageContaining("class path");
  }

  @Test
  void a_missing_registry_url_is_named_in_the_error() {
    assertThatThrownBy(() -> AvroSerdes.of(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  @Test
  void an_unreachable_registry_is_reported_as_unavailable() {
    AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", "http://localhost:1"));

    assertThatThrownBy(() -> serdes.registry().schema(1))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  private static boolean isOnTheClassPath(String className) {
    try {
      Class.forName(className);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Writes its configuration. */
  public static final class RecordingSerializer implements Serializer<Object> {
    private final Map<String, Object> configs = new TreeMap<>();

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
      this.configs.putAll(configs);
    }

    @Override
    public byte[] serialize(String topic, Object data) {
      return configs.toString().getBytes(UTF_8);
    }
  }
}
