package io.iotpipeline.integration.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.iotpipeline.integration.Checkout;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the linter does not see of our Dockerfiles. */
class DockerfilesTest {

  @ParameterizedTest
  @CsvSource({
    "kafka/Dockerfile, KAFKA_IMAGE=apache/kafka, kafka.version",
    "cassandra/Dockerfile, CASSANDRA_IMAGE=cassandra, cassandra.version",
    "connect/Dockerfile, CONNECT_IMAGE=confluentinc/cp-kafka-connect-base, confluent.version"
  })
  void versions_are_those_of_the_pom(String file, String argument, String property) {
    assertThat(Checkout.read(file).lines())
        .contains("ARG " + argument + ":" + Checkout.property(property));
  }

  /** Twice at the same time is an error where Compose builds in parallel. */
  @Test
  void each_image_is_built_once_and_never_pulled() {
    List<String> built = new ArrayList<>();
    for (String name : ComposeFile.services()) {
      JsonNode service = ComposeFile.service(name);
      String image = service.path("image").asText();
      boolean ours = image.startsWith("iot-pipeline/");
      assertThat(service.path("pull_policy").asText("")).isEqualTo(ours ? "never" : "");
      if (service.has("build")) {
        built.add(image);
      }
    }

    assertThat(built).doesNotHaveDuplicates().hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kafka/Dockerfile", "cassandra/Dockerfile", "connect/Dockerfile"})
  void the_exporter_is_the_one_that_the_build_brings(String file) {
    assertThat(Checkout.read(file))
        .contains("$(cat tools/devstack/servers/jmx-exporter/target/classpath)\" /tmp/agent.jar")
        .containsPattern("COPY --from=\\w+ /tmp/agent.jar /opt/jmx-exporter/agent.jar");
  }

  @Test
  void the_brokers_agent_is_the_one_that_the_build_brings() {
    assertThat(Checkout.read("kafka/Dockerfile"))
        .contains(
            "-pl tools/devstack/servers/jmx-exporter,tools/devstack/kafka-agent package",
            "/src/tools/devstack/kafka-agent/target/kafka-agent.jar /opt/kafka-agent/");
  }

  /** A converter finds only classes of its own plugin folder. */
  @Test
  void our_converter_is_in_the_folder_of_the_one_that_it_calls() {
    assertThat(Checkout.read("connect/Dockerfile"))
        .contains("kafka-serde-tools /tmp/converters/avro\n")
        .containsPattern("COPY --from=build \\S+/retrying-converter-\\*.jar /tmp/converters/avro/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "producer/Dockerfile",
        "streams-app/Dockerfile",
        "tools/cli/Dockerfile",
        "connect/Dockerfile",
        "kafka/Dockerfile",
        "cassandra/Dockerfile"
      })
  void base_images_are_arguments_with_a_pinned_default(String file) {
    List<String> lines = Checkout.read(file).lines().toList();

    assertThat(lines.stream().filter(line -> line.startsWith("FROM ")))
        .allMatch(
            line ->
                line.matches("FROM (\\$\\{[A-Z_]+}|scratch|sink-\\$\\{CASSANDRA_SINK})( AS .*)?"));
    assertThat(lines.stream().filter(line -> line.matches("ARG [A-Z]+_IMAGE=.*")))
        .isNotEmpty()
        .allMatch(Pattern.compile(":\\d+\\.\\d+\\.\\d+").asPredicate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"producer/Dockerfile", "streams-app/Dockerfile", "tools/cli/Dockerfile"})
  void our_own_run_without_rights_and_hear_signals(String file) {
    String text = Checkout.read(file);
    String last = text.substring(text.lastIndexOf("FROM "));

    assertThat(last.lines()).contains("USER 10001:10001");
    // The form that starts no shell, which would keep SIGTERM to itself.
    assertThat(last).contains("ENTRYPOINT [\"java\", \"-XX:MaxRAMPercentage=");
  }

  @Test
  void streams_app_is_healthy_when_it_is_ready() {
    assertThat(Checkout.read("streams-app/Dockerfile"))
        .contains("http://127.0.0.1:8090/health/ready");
    assertThat(ComposeFile.service("streams-app").at("/healthcheck/test/5").asText())
        .isEqualTo("http://127.0.0.1:8090/health/ready");
  }

  @Test
  void what_was_built_here_does_not_get_into_an_image() {
    assertThat(Checkout.read(".dockerignore").lines())
        .contains("**/target", ".git", ".pipeline", ".env");
  }
}
