package io.iotpipeline.producer.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.producer.send.ConnectionConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ConnectionOptionsTest {

  private static final Map<String, String> NO_ENVIRONMENT = Map.of();

  @TempDir private Path folder;

  @Test
  void defaults_use_localhost_and_the_settings_for_no_loss() {
    ConnectionConfig config = resolve(NO_ENVIRONMENT);

    assertThat(config.topic()).isEqualTo("sensor-events");
    assertThat(config.bootstrapServers()).isEqualTo("localhost:9092");
    assertThat(config.registryUrl()).isEqualTo("http://localhost:8081");
    assertThat(config.kafka())
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true");
  }

  @Test
  void environment_overrides_the_file() throws IOException {
    String file = file("bootstrap.servers=file:1\nschema.registry.url=http://file:1\ntopic=mine\n");

    ConnectionConfig config =
        resolve(Map.of("KAFKA_BOOTSTRAP_SERVERS", "environment:1"), "--config", file);

    assertThat(config.bootstrapServers()).isEqualTo("environment:1");
    assertThat(config.registryUrl()).isEqualTo("http://file:1");
    assertThat(config.topic()).isEqualTo("mine");
  }

  @Test
  void properties_override_the_environment_and_the_file() throws IOException {
    ConnectionConfig config =
        resolve(
            Map.of("SCHEMA_REGISTRY_URL", "http://environment:1"),
            "--config",
            file("linger.ms=1\n"),
            "-X",
            "linger.ms=2",
            "--property",
            "schema.registry.url=http://property:1");

    assertThat(config.kafka()).containsEntry("linger.ms", "2");
    assertThat(config.registryUrl()).isEqualTo("http://property:1");
  }

  @Test
  void flags_override_everything() throws IOException {
    ConnectionConfig config =
        resolve(
            Map.of("KAFKA_BOOTSTRAP_SERVERS", "environment:1"),
            "--config",
            file("bootstrap.servers=file:1\ntopic=file\n"),
            "-Xbootstrap.servers=property:1",
            "--bootstrap-servers=flag:1",
            "--topic=flag");

    assertThat(config.bootstrapServers()).isEqualTo("flag:1");
    assertThat(config.topic()).isEqualTo("flag");
  }

  @Test
  void serializer_settings_are_not_passed_to_kafka() {
    ConnectionConfig config = resolve(NO_ENVIRONMENT, "-X", "serde.a=b", "-X", "avro.serializer=c");

    assertThat(config.settings())
        .containsEntry("serde.a", "b")
        .containsEntry("avro.serializer", "c");
    assertThat(config.kafka())
        .doesNotContainKeys("serde.a", "avro.serializer", "schema.registry.url", "topic");
  }

  @Test
  void an_unreadable_file_is_named_in_the_error() {
    assertThatThrownBy(() -> resolve(NO_ENVIRONMENT, "--config", "none.properties"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--config none.properties");
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("producer.properties"), text).toString();
  }

  private static ConnectionConfig resolve(Map<String, String> environment, String... arguments) {
    Tool tool = new Tool();
    new CommandLine(tool).parseArgs(arguments);
    return tool.connection.resolve(environment);
  }

  @Command(name = "tool")
  private static final class Tool {
    @Mixin private ConnectionOptions connection;
  }
}
