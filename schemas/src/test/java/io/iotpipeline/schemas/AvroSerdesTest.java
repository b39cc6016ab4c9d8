package io.iotpipeline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class AvroSerdesTest {

  @Test
  void the_class_that_the_configuration_names_gets_its_settings_with_the_url_filled_in() {
    AvroSerdes serdes =
        AvroSerdes.of(
            Map.of(
                "schema.registry.url", "http://registry:8081/",
                "avro.serializer", RecordingSerializer.class.getName(),
                "serde.some.url", "${schema.registry.url}/path"));

    Serializer<Object> serializer = serdes.serializer();

    assertThat(serializer).isInstanceOf(RecordingSerializer.class);
    assertThat(((RecordingSerializer) serializer).configs.get("some.url"))
        .isEqualTo("http://registry:8081/path");
  }

  @Test
  void the_default_classes_are_on_the_class_path() {
    AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", "http://localhost:1"));

    assertThat(serdes.serializer()).isNotNull();
    assertThat(serdes.deserializer()).isNotNull();
  }

  @Test
  void a_missing_class_is_named_with_its_key() {
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
  void a_missing_registry_url_is_named() {
    assertThatThrownBy(() -> AvroSerdes.of(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  @Test
  void a_registry_that_cannot_be_asked_is_no_verdict_on_a_schema() {
    AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", "http://localhost:1"));

    assertThatThrownBy(() -> serdes.registry().schema(1))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  /** Keeps what it was configured with. */
  public static final class RecordingSerializer implements Serializer<Object> {
    private Map<String, ?> configs;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
      this.configs = configs;
    }

    @Override
    public byte[] serialize(String topic, Object data) {
      return new byte[0];
    }
  }
}
