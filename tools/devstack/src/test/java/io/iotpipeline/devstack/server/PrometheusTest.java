package io.iotpipeline.devstack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusTest {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final Path root = Path.of("../..").toAbsolutePath().normalize();
  private final Path template = root.resolve("monitoring/prometheus/prometheus.yml");

  @TempDir private Path home;

  @Test
  void the_configuration_differs_from_that_of_compose_only_in_its_targets() throws Exception {
    JsonNode compose = YAML.readTree(template.toFile());
    Ports ports = Ports.DEFAULT.withCassandraNodes(2, p -> true).withStreamsApps(3, p -> true);
    Prometheus prometheus = new Prometheus(new DevStackConfig(root, home, ports));
    Files.createDirectories(prometheus.folder());

    prometheus.prepare();

    JsonNode here = YAML.readTree(prometheus.folder().resolve("prometheus.yml").toFile());
    assertThat(here.path("global")).isEqualTo(compose.path("global"));
    assertThat(here.findValuesAsText("job_name")).isEqualTo(compose.findValuesAsText("job_name"));
    assertThat(here.at("/rule_files/0").asText())
        .isEqualTo(root.resolve("monitoring/prometheus/rules/*.yml").toString());
    assertThat(targets(prometheus, "cassandra"))
        .containsExactly("127.0.0.1:9406", "127.0.0.2:9406");
    assertThat(targets(prometheus, "streams-app"))
        .containsExactly("127.0.0.1:8090", "127.0.0.1:8091", "127.0.0.1:8092");
    assertThat(targets(prometheus, "gateway")).containsExactly("127.0.0.1:8094");
    assertThat(targets(prometheus, "api")).containsExactly("127.0.0.1:8095");
    assertThat(targets(prometheus, "kafka")).containsExactly("127.0.0.1:9404");
    assertThat(targets(prometheus, "connect")).containsExactly("127.0.0.1:9405");
  }

  /** A reader never sees a part of it: a file that is overwritten is empty for a moment. */
  @Test
  void the_targets_are_replaced_as_a_whole_while_prometheus_runs() throws Exception {
    Prometheus prometheus = new Prometheus(new DevStackConfig(root, home, Ports.DEFAULT));
    Files.createDirectories(prometheus.folder());
    prometheus.prepare();
    Path file = prometheus.folder().resolve("connect-targets.json");
    Object before = Files.getAttribute(file, "unix:ino");

    prometheus.prepare();

    assertThat(Files.getAttribute(file, "unix:ino")).isNotEqualTo(before);
  }

  @Test
  void a_job_that_only_compose_has_is_rejected() {
    PrometheusConfig config = new PrometheusConfig(template);

    assertThatThrownBy(
            () ->
                config.write(home, Map.of("kafka", List.of("127.0.0.1:9404")), List.of(), Map.of()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("[kafka, connect, cassandra, streams-app, gateway, api]");
  }

  private static String[] targets(Prometheus prometheus, String job) throws Exception {
    Path file = prometheus.folder().resolve(job + "-targets.json");
    return new ObjectMapper()
        .convertValue(new ObjectMapper().readTree(file.toFile()).at("/0/targets"), String[].class);
  }
}
