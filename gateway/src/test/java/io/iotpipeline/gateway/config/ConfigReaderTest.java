package io.iotpipeline.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.vertxserver.ListenAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {

  @TempDir private Path folder;

  private static GatewayConfig read(Map<String, String> options) {
    return new ConfigReader().read(null, Map.of(), options);
  }

  @Test
  void listens_on_the_loopback_interface_by_default() {
    GatewayConfig config = read(Map.of());

    assertThat(config.http()).contains(new ListenAddress("127.0.0.1", 8094));
    assertThat(config.mqtt()).contains(new ListenAddress("127.0.0.1", 1883));
    assertThat(config.mqttBroker()).isEmpty();
    assertThat(config.senders()).isEmpty();
    assertThat(config.sensorTags()).containsExactly("sensor_id", "sensor", "device", "host");
    assertThat(config.ignoredTags()).isEmpty();
    assertThat(config.kafka()).containsEntry("bootstrap.servers", "localhost:9092");
    assertThat(config.avro()).containsEntry("schema.registry.url", "http://localhost:8081");
  }

  @Test
  void options_come_before_the_environment_and_that_before_the_file() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("gateway.properties"),
            "http.listen=a:1\nmqtt.listen=a:2\nin.flight.bytes=2000000\nkafka.linger.ms=7\n");

    GatewayConfig config =
        new ConfigReader()
            .read(
                file,
                Map.of("GATEWAY_HTTP_LISTEN", "b:1", "GATEWAY_MQTT_LISTEN", "b:2"),
                Map.of("http.listen", "c:1"));

    assertThat(config.http()).contains(new ListenAddress("c", 1));
    assertThat(config.mqtt()).contains(new ListenAddress("b", 2));
    assertThat(config.maxBytesInFlight()).isEqualTo(2_000_000);
    assertThat(config.kafka()).containsEntry("linger.ms", "7");
  }

  @Test
  void takes_its_own_settings_of_the_file_for_all_parts() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("pipeline.properties"),
            """
            kafka.security.protocol=SASL_SSL
            registry.bearer.auth.token=r-token
            cassandra.basic.x=1
            http.replay.token=replay
            http.read.token=read
            http.metrics.token=metrics
            http.ssl.keystore.location=/k.p12
            http.ssl.keystore.password=s3cret
            http.ssl.truststore.location=/t.p12
            """);

    GatewayConfig config = new ConfigReader().read(file, Map.of(), Map.of());

    assertThat(config.kafka()).containsEntry("security.protocol", "SASL_SSL");
    assertThat(config.avro()).containsEntry("schema.registry.bearer.auth.token", "r-token");
    assertThat(config.metricsToken()).contains(new Password("metrics"));
    assertThat(config.ssl()).containsOnlyKeys("ssl.keystore.location", "ssl.keystore.password");
    assertThat(config.toString()).doesNotContain("s3cret", "metrics\"", "=read");
  }

  @ParameterizedTest
  @CsvSource({
    "http.listen,8094",
    "mqtt.listen,1883",
    "mqtt.broker,localhost:1883",
    "mqtt.broker,http://localhost:1883",
    "mqtt.broker,mqtt://user:secret@localhost",
    "sender.events.per.second,-1",
    "sender.events.per.second,many",
    "max.connections,0",
    "http.ssl.keystore.password,secret",
    "unknown.key,1"
  })
  void names_the_setting_that_is_wrong(String key, String value) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasMessageNotContaining("secret");
  }

  @Test
  void a_protocol_can_be_off() {
    assertThat(read(Map.of("mqtt.listen", "off")).mqtt()).isEmpty();
  }
}
