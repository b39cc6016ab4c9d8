package io.iotpipeline.streamsapp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.streamsapp.access.HttpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {

  @TempDir private Path folder;

  @Test
  void the_defaults_are_those_of_the_local_stack() {
    StreamsAppConfig config = read(Map.of());

    assertThat(config.bootstrapServers()).isEqualTo("localhost:9092");
    assertThat(config.registryUrl()).isEqualTo("http://localhost:8081");
    assertThat(config.applicationId()).isEqualTo("iot-streams-app");
    assertThat(config.stateDir()).isAbsolute();
    assertThat(config.emitInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.grace()).isEqualTo(Duration.ofHours(24));
    assertThat(config.eventTimeFloor()).isEqualTo("2000-01-01T00:00:00Z");
    assertThat(config.maxSkew()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.httpListen()).hasValue(new HttpAddress("127.0.0.1", 8090));
    assertThat(config.httpAdvertised()).isEmpty();
    assertThat(config.standbys()).isZero();
  }

  /** People read them in the console, which does not know the settings. */
  @Test
  void the_sentences_of_rejections_have_the_defaults() {
    StreamsAppConfig config = read(Map.of());

    assertThat(RejectionReason.TOO_LARGE.description())
        .contains("by default " + config.maxRecordBytes() / 1024 + " KiB");
    assertThat(RejectionReason.TOO_MANY_METRICS.description())
        .contains("by default " + config.maxMetrics());
    assertThat(RejectionReason.TOO_MANY_NEW_METRICS.description())
        .contains("by default " + config.maxMetrics());
    assertThat(RejectionReason.EVENT_TIME_TOO_OLD.description())
        .contains("by default the year " + config.eventTimeFloor().toString().substring(0, 4));
    assertThat(RejectionReason.EVENT_TIME_IN_FUTURE.description())
        .contains("by default " + config.maxSkew().toMinutes() + " minutes");
    assertThat(RejectionReason.LATE.description())
        .contains("by default " + config.grace().toHours() + " hours");
  }

  @Test
  void flags_win_over_environment_over_file_over_defaults() throws IOException {
    Path file = folder.resolve("app.properties");
    Files.writeString(
        file, "application.id=file\nbootstrap.servers=file:1\nnum.stream.threads=7\n");

    StreamsAppConfig config =
        read(
            Map.of("IOT_APPLICATION_ID", "environment", "IOT_BOOTSTRAP_SERVERS", "environment:1"),
            "--config",
            file.toString(),
            "--application-id=flag");

    assertThat(config.applicationId()).isEqualTo("flag");
    assertThat(config.bootstrapServers()).isEqualTo("environment:1");
    assertThat(config.threads()).isEqualTo(7);
    assertThat(config.emitInterval()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void settings_of_kafka_and_of_the_serdes_are_passed_on() {
    StreamsAppConfig config =
        read(
            Map.of("IOT_KAFKA_SESSION_TIMEOUT_MS", "20000"),
            "--set",
            "kafka.producer.linger.ms=7",
            "--set=serde.apicurio.registry.auto-register=true",
            "--schema-registry-url",
            "https://registry");

    assertThat(config.kafka())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("session.timeout.ms", "20000", "producer.linger.ms", "7"));
    assertThat(config.avro())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "serde.apicurio.registry.auto-register", "true",
                "schema.registry.url", "https://registry"));
  }

  @Test
  void passed_on_settings_win_over_ours_but_not_over_the_guarantees() {
    Properties settings =
        KafkaSettings.of(read(Map.of(), "--set", "kafka.session.timeout.ms=20000"));

    assertThat(settings.get("session.timeout.ms")).isEqualTo("20000");
    assertThat(settings.get("processing.guarantee")).isEqualTo("exactly_once_v2");
    assertThatThrownBy(() -> read(Map.of(), "--set", "kafka.processing.guarantee=at_least_once"))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("kafka.processing.guarantee=at_least_once")
        .hasMessageContaining("remove it");
    assertThatThrownBy(() -> read(Map.of(), "--set", "kafka.state.dir=x"))
        .hasMessageContaining("use --state-dir");
    assertThatThrownBy(() -> read(Map.of(), "--set", "kafka.application.server=h:1"))
        .hasMessageContaining("use --http-advertised");
  }

  @Test
  void the_http_server_can_be_off_or_advertised_under_another_address() {
    assertThat(read(Map.of(), "--http-listen", "off").httpListen()).isEmpty();

    StreamsAppConfig config =
        read(Map.of(), "--http-listen", "0.0.0.0:1", "--http-advertised", "app-2:3");

    assertThat(config.httpListen()).hasValue(new HttpAddress("0.0.0.0", 1));
    assertThat(config.httpAdvertised()).hasValue(new HttpAddress("app-2", 3));
  }

  @Test
  void standbys_are_passed_on() {
    Properties settings = KafkaSettings.of(read(Map.of(), "--num-standby-replicas", "1"));

    assertThat(settings.get("num.standby.replicas")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "emit.interval.ms, soon, --emit-interval-ms",
    "emit.interval.ms, 0, --emit-interval-ms",
    "window.grace.ms, -1, --window-grace-ms",
    "num.stream.threads, 0, --num-stream-threads",
    "event.time.floor, yesterday, --event-time-floor",
    "schema.registry.url, localhost:8081, --schema-registry-url",
    "http.listen, 8090, --http-listen",
    "http.listen, h:65536, --http-listen",
    "http.advertised, h:0, --http-advertised",
    "max.metrics, 0, --max-metrics",
    "max.metrics, 1001, --max-metrics",
    "max.record.bytes, 1023, --max-record-bytes",
    "max.record.bytes, 1048577, --max-record-bytes",
    "num.standby.replicas, -1, --num-standby-replicas",
    "bootstrap.servers, '', --bootstrap-servers"
  })
  void an_invalid_value_is_reported_with_its_key_and_the_remedy(
      String key, String value, String flag) {
    assertThatThrownBy(() -> read(Map.of(), "--set", key + "=" + value))
        .isInstanceOfSatisfying(StartupException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageContaining(key)
        .hasMessageContaining(value)
        .hasMessageContaining(flag);
  }

  @Test
  void an_invalid_catalogue_is_reported_with_its_key_file_and_the_remedy() throws IOException {
    Path file = Files.writeString(folder.resolve("metrics.yaml"), "metrics: {a: {min: 2, max: 1}}");

    assertThatThrownBy(() -> read(Map.of(), "--metric-catalogue", file.toString()))
        .isInstanceOfSatisfying(StartupException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageContaining("metric.catalogue=" + file)
        .hasMessageContaining("min 2.0 and max 1.0")
        .hasMessageContaining("correct the file");
  }

  @Test
  void a_custom_catalogue_is_read() throws IOException {
    Path file = Files.writeString(folder.resolve("metrics.yaml"), "metrics: {a: {max: 1}}");

    StreamsAppConfig config = read(Map.of("IOT_METRIC_CATALOGUE", file.toString()));

    assertThat(config.catalogue().rule("a").isInRange(1.5)).isFalse();
    assertThat(config.catalogue().rule("temperature")).isNull();
  }

  @Test
  void an_unknown_key_is_refused_with_the_nearest_known_one() {
    assertThatThrownBy(() -> read(Map.of(), "--bootstrap-server", "x:1"))
        .hasMessageContaining("unknown setting bootstrap.server ")
        .hasMessageContaining("did you mean bootstrap.servers?");
    assertThatThrownBy(() -> read(Map.of("IOT_STATEDIR", "x")))
        .hasMessageContaining("unknown setting statedir in the environment")
        .hasMessageContaining("state.dir");
    assertThatThrownBy(() -> read(Map.of("IOT_SENSOR_SILENCE_MS", "1000")))
        .isInstanceOfSatisfying(StartupException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageContaining("unknown setting sensor.silence.ms in the environment");
  }

  @Test
  void arguments_that_are_not_settings_are_refused() {
    assertThatThrownBy(() -> read(Map.of(), "start")).hasMessageContaining("start");
    assertThatThrownBy(() -> read(Map.of(), "--state-dir"))
        .hasMessageContaining("--state-dir has no value");
    assertThatThrownBy(() -> read(Map.of(), "--set", "x")).hasMessageContaining("key=value");
    assertThatThrownBy(() -> read(Map.of(), "--config", "/no/such/file"))
        .hasMessageContaining("/no/such/file");
  }

  @Test
  void a_large_heap_has_more_room_for_the_state() {
    long mebibyte = 1024 * 1024;

    assertThat(ConfigKeys.stateHeapBytes(384 * mebibyte)).isEqualTo(96 * mebibyte);
    assertThat(ConfigKeys.stateHeapBytes(1024 * mebibyte)).isEqualTo(384 * mebibyte);
  }

  @Test
  void the_help_names_every_setting_with_flag_variable_and_default() {
    ConfigKeys.definitions()
        .configKeys()
        .values()
        .forEach(
            key ->
                assertThat(Help.text())
                    .contains(ConfigKeys.flag(key.name))
                    .contains(ConfigKeys.variable(key.name))
                    .contains(
                        key.defaultValue == null
                            ? ConfigKeys.variable(key.name) + ", no default"
                            : "default " + key.defaultValue)
                    .contains(key.documentation));
  }

  private static StreamsAppConfig read(Map<String, String> environment, String... args) {
    return new ConfigReader().read(CommandLine.parse(List.of(args)), environment);
  }
}
