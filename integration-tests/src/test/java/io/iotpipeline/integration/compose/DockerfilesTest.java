package io.iotpipeline.integration.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.iotpipeline.integration.Checkout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the linter does not see of our Dockerfile. */
class DockerfilesTest {

  private static final String FILE = Checkout.read("Dockerfile");

  @ParameterizedTest
  @CsvSource({
    "KAFKA_IMAGE=apache/kafka, kafka.version",
    "CASSANDRA_IMAGE=cassandra, cassandra.version",
    "CONNECT_IMAGE=confluentinc/cp-kafka-connect-base, confluent.version"
  })
  void versions_are_those_of_the_pom(String argument, String property) {
    assertThat(FILE.lines()).contains("ARG " + argument + ":" + Checkout.property(property));
  }

  /** Twice at the same time is an error where Compose builds in parallel. */
  @Test
  void each_image_is_built_once_as_a_target_and_never_pulled() {
    Map<String, String> targets = new HashMap<>();
    for (String name : ComposeFile.services()) {
      JsonNode service = ComposeFile.service(name);
      String image = service.path("image").asText();
      boolean ours = image.startsWith("iot-pipeline/");
      assertThat(service.path("pull_policy").asText("")).isEqualTo(ours ? "never" : "");
      if (service.has("build")) {
        assertThat(targets).doesNotContainKey(image);
        targets.put(image, service.at("/build/target").asText());
      }
    }

    assertThat(targets.values())
        .containsExactlyInAnyOrder(
            "kafka", "cassandra", "connect", "setup", "streams-app", "gateway", "api", "producer")
        .allSatisfy(target -> assertThat(stage(target)).startsWith("FROM "));
  }

  @Test
  void all_images_share_one_maven_build_with_the_same_arguments() {
    assertThat(FILE.split("mvn -B", -1)).hasSize(2);
    for (String name : ComposeFile.services()) {
      JsonNode build = ComposeFile.service(name).path("build");
      if (!build.isMissingNode()) {
        assertThat(build.at("/args/MAVEN_PROFILES").asText()).as(name).isEqualTo("confluent");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kafka", "cassandra", "connect"})
  void the_exporter_is_the_one_that_the_build_brings(String target) {
    assertThat(stage("build"))
        .contains(
            "$(cat tools/devstack/servers/jmx-exporter/target/classpath)\" /tmp/jmx-exporter.jar");
    assertThat(stage(target))
        .contains("COPY --from=build /tmp/jmx-exporter.jar /opt/jmx-exporter/agent.jar");
  }

  @Test
  void the_brokers_agent_is_the_one_that_the_build_brings() {
    assertThat(stage("build")).contains(",tools/devstack/kafka-agent ");
    assertThat(stage("kafka"))
        .contains("/src/tools/devstack/kafka-agent/target/kafka-agent.jar /opt/kafka-agent/");
  }

  /** A converter finds only classes of its own plugin folder. */
  @Test
  void our_converter_is_in_the_folder_of_the_one_that_it_calls() {
    assertThat(stage("converters"))
        .contains("kafka-serde-tools /tmp/converters/avro\n")
        .containsPattern("COPY --from=build \\S+/retrying-converter-\\*.jar /tmp/converters/avro/");
  }

  @Test
  void base_images_are_arguments_with_a_pinned_default() {
    assertThat(FILE.lines().filter(line -> line.startsWith("FROM ")))
        .isNotEmpty()
        .allMatch(
            line ->
                line.matches(
                    "FROM (\\$\\{[A-Z_]+}|scratch|jre|sink-\\$\\{CASSANDRA_SINK}) AS \\S+"));
    assertThat(FILE.lines().filter(line -> line.matches("ARG [A-Z]+_IMAGE=.*")))
        .hasSize(5)
        .allMatch(Pattern.compile(":\\d+\\.\\d+\\.\\d+|:17-jre-noble$").asPredicate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"producer", "streams-app", "gateway", "api", "setup"})
  void our_own_run_without_rights_and_hear_signals(String target) {
    assertThat(stage(target)).startsWith("FROM jre AS ");
    assertThat(stage("jre")).contains("--uid 10001");
    assertThat(stage(target).lines()).contains("USER 10001:10001");
    // The form that starts no shell, which would keep SIGTERM to itself.
    assertThat(stage(target)).contains("ENTRYPOINT [\"java\", \"-XX:MaxRAMPercentage=");
  }

  @Test
  void streams_app_is_healthy_when_it_is_ready() {
    assertThat(stage("streams-app")).contains("http://127.0.0.1:8090/health/ready");
    assertThat(ComposeFile.service("streams-app").at("/healthcheck/test/5").asText())
        .isEqualTo("http://127.0.0.1:8090/health/ready");
  }

  @Test
  void gateway_is_healthy_when_it_is_ready() {
    assertThat(stage("gateway")).contains("http://127.0.0.1:8094/health/ready");
    assertThat(ComposeFile.service("gateway").at("/healthcheck/test/5").asText())
        .isEqualTo("http://127.0.0.1:8094/health/ready");
  }

  @Test
  void api_is_healthy_when_it_is_ready() {
    assertThat(stage("api")).contains("http://127.0.0.1:8095/health/ready");
    assertThat(ComposeFile.service("api").at("/healthcheck/test/5").asText())
        .isEqualTo("http://127.0.0.1:8095/health/ready");
  }

  @Test
  void what_was_built_here_does_not_get_into_an_image() {
    assertThat(Checkout.read(".dockerignore").lines())
        .contains("**/target", ".git", ".pipeline", ".env");
  }

  /** From its FROM to the next one. */
  private static String stage(String name) {
    return List.of(FILE.split("(?m)^(?=FROM )", -1)).stream()
        .filter(stage -> stage.lines().findFirst().orElse("").endsWith(" AS " + name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("Dockerfile has no target " + name));
  }
}
