package io.iotpipeline.integration.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.GatewayPorts;
import io.iotpipeline.devstack.config.Ports;
import io.iotpipeline.integration.Checkout;
import io.iotpipeline.schemas.EventBucket;
import io.iotpipeline.schemas.Topics;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The containers run with the config of the docker-less stack; each is declared once, there. */
class ComposeAgreesTest {

  @ParameterizedTest
  @CsvSource({
    "kafka, kafka.version",
    "cassandra-1, cassandra.version",
    "cassandra-3, cassandra.version",
    "schema-registry, confluent.version",
    "connect, confluent.version"
  })
  void versions_are_those_of_the_pom(String service, String property) {
    assertThat(ComposeFile.service(service).path("image").asText())
        .endsWith(":" + Checkout.property(property));
  }

  @Test
  void default_ports_are_those_of_the_docker_less_stack() {
    assertThat(port("kafka")).isEqualTo(Ports.DEFAULT.kafka());
    assertThat(port("schema-registry")).isEqualTo(Ports.DEFAULT.registry());
    assertThat(port("connect")).isEqualTo(Ports.DEFAULT.connect());
    assertThat(port("cassandra-1")).isEqualTo(Ports.DEFAULT.cassandra());
    assertThat(ComposeFile.environment("streams-app", "IOT_HTTP_LISTEN"))
        .endsWith(":" + Ports.DEFAULT.streamsApps().get(0));
    GatewayPorts gateway = Ports.DEFAULT.gateway();
    assertThat(ComposeFile.environment("gateway", "GATEWAY_HTTP_LISTEN"))
        .endsWith(":" + gateway.http());
    assertThat(ComposeFile.environment("gateway", "GATEWAY_MQTT_LISTEN"))
        .endsWith(":" + gateway.mqtt());
    assertThat(port("gateway")).isEqualTo(gateway.http());
    assertThat(ComposeFile.environment("api", "API_HTTP_LISTEN"))
        .endsWith(":" + Ports.DEFAULT.api());
    assertThat(port("api")).isEqualTo(Ports.DEFAULT.api());
  }

  @Test
  void no_topic_is_spelled_here() {
    // "sensors" is also a word.
    Topics.all().stream()
        .filter(topic -> !topic.equals(Topics.SENSORS))
        .forEach(topic -> assertThat(ComposeFile.TEXT).doesNotContain(topic.name()));
  }

  @Test
  void broker_has_the_settings_of_the_docker_less_one() {
    Properties local = template("kafka.properties");
    // Addresses, and what follows from them.
    local
        .keySet()
        .removeIf(key -> key.toString().matches(".*(listener|voters|^log\\.dirs|node\\.id).*"));

    local.forEach((key, value) -> assertThat(variable("kafka", "KAFKA_", key)).isEqualTo(value));
  }

  @Test
  void worker_has_the_settings_of_the_docker_less_one() {
    Properties local = template("connect.properties");
    // Addresses and folders, and whose Avro converter it is.
    local
        .keySet()
        .removeIf(
            key -> key.toString().matches("(bootstrap|listeners|rest|plugin|value\\.converter).*"));

    assertThat(local).hasSizeGreaterThan(8);
    local.forEach(
        (key, value) -> assertThat(variable("connect", "CONNECT_", key)).isEqualTo(value));
    assertThat(variable("connect", "CONNECT_", "value.converter"))
        .isEqualTo(template("connect.properties").getProperty("value.converter"));
    assertThat(variable("connect", "CONNECT_", "value.converter.delegate.converter"))
        .isEqualTo("io.confluent.connect.avro.AvroConverter");
    assertThat(variable("connect", "CONNECT_", "value.converter.registry.probe.url"))
        .startsWith(variable("connect", "CONNECT_", "value.converter.schema.registry.url") + "/");
    // The connectors set consumers' isolation level and number of records.
    assertThat(variable("connect", "CONNECT_", "connector.client.config.override.policy"))
        .isEqualTo("All");
  }

  @Test
  void cassandra_has_the_settings_of_the_docker_less_one() {
    String local = Checkout.read("tools/devstack/src/main/resources/stack/cassandra.yaml");

    Checkout.read("cassandra/settings.txt")
        .lines()
        .forEach(line -> assertThat(local).contains(line));
    assertThat(local)
        .contains(
            "cluster_name: " + ComposeFile.environment("cassandra-1", "CASSANDRA_CLUSTER_NAME"))
        .contains("num_tokens: " + ComposeFile.environment("cassandra-1", "CASSANDRA_NUM_TOKENS"))
        .contains("snitch: " + ComposeFile.environment("cassandra-1", "CASSANDRA_ENDPOINT_SNITCH"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sensor-events", "hourly-aggregates", "sensor-alerts", "sensors"})
  void connectors_name_the_data_center_of_that_snitch(String connector) throws IOException {
    JsonNode file =
        new ObjectMapper().readTree(Checkout.read("connect/connectors/" + connector + ".json"));

    assertThat(file.at("/config/loadBalancing.localDc").asText())
        .isEqualTo(DevStackConfig.DATACENTER)
        .isEqualTo("datacenter1");
  }

  @Test
  void exporters_listen_where_prometheus_looks_for_them() {
    String agent = "-javaagent:/opt/jmx-exporter/agent.jar=9404:/etc/jmx-exporter/";

    assertThat(Checkout.read("Dockerfile"))
        .contains(
            "KAFKA_OPTS='-javaagent:/opt/kafka-agent/kafka-agent.jar " + agent + "kafka.yml' exec");
    assertThat(ComposeFile.environment("connect", "KAFKA_OPTS")).isEqualTo(agent + "connect.yml");
    assertThat(ComposeFile.environment("cassandra-2", "JVM_EXTRA_OPTS"))
        .isEqualTo(agent + "cassandra.yml");
    assertThat(Checkout.read("monitoring/prometheus/prometheus.yml"))
        .contains(
            "kafka:9404", "connect:9404", "port: 9404", "port: 8090", "port: 8094", "port: 8095");
    for (String server : List.of("kafka", "connect", "cassandra-2")) {
      String kind = server.replace("-2", "");
      assertThat(ComposeFile.service(server).path("volumes").toString())
          .contains("./monitoring/jmx/%1$s.yml:/etc/jmx-exporter/%1$s.yml:ro".formatted(kind));
    }
  }

  @Test
  void partitions_hold_a_day_by_default() {
    assertThat(ComposeFile.environment("streams-app", "IOT_EVENT_BUCKET"))
        .isEqualTo(EventBucket.DAY.toString());
  }

  private static int port(String service) {
    String[] parts = ComposeFile.service(service).at("/ports/0").asText().split(":", 3);
    assertThat(parts[1]).as("port of %s on this machine and inside", service).isEqualTo(parts[2]);
    return Integer.parseInt(parts[1]);
  }

  /** As both images name a setting: dots are underscores. */
  private static String variable(String service, String prefix, Object key) {
    return ComposeFile.environment(
        service, prefix + key.toString().toUpperCase(Locale.ROOT).replace('.', '_'));
  }

  private static Properties template(String name) {
    Properties properties = new Properties();
    try {
      properties.load(
          new StringReader(Checkout.read("tools/devstack/src/main/resources/stack/" + name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
