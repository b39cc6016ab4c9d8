package io.iotpipeline.integration.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.iotpipeline.integration.Checkout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every service of {@code docker-compose.yml}. */
class ComposeServicesTest {

  /** What Compose may wait for; the short form, a list, waits for a start and nothing else. */
  private static final Set<String> CONDITIONS =
      Set.of("service_healthy", "service_completed_successfully");

  static List<String> services() {
    return ComposeFile.services();
  }

  @Test
  void has_no_obsolete_keys() {
    List<String> keys = new ArrayList<>();
    ComposeFile.root().fieldNames().forEachRemaining(keys::add);

    assertThat(keys)
        .allMatch(key -> key.startsWith("x-") || Set.of("services", "volumes").contains(key));
    assertThat(ComposeFile.TEXT).doesNotContain("links:", "volumes_from:", "container_name:");
  }

  @Test
  void profiles_are_those_of_the_documentation() {
    assertThat(ComposeFile.profiles()).containsExactly("cluster", "monitoring");
  }

  @ParameterizedTest
  @MethodSource("services")
  void has_a_health_check_or_ends_by_itself(String service) {
    JsonNode test = ComposeFile.service(service).path("healthcheck").path("test");

    assertThat(test.size()).isGreaterThan(ComposeFile.ONE_SHOTS.contains(service) ? -1 : 1);
    assertThat(ComposeFile.service(service).path("restart").asText())
        .isEqualTo(ComposeFile.ONE_SHOTS.contains(service) ? "on-failure:20" : "unless-stopped");
  }

  @ParameterizedTest
  @MethodSource("services")
  void has_a_memory_limit_and_a_bounded_log(String service) {
    assertThat(ComposeFile.service(service).path("mem_limit").asText()).matches("\\d+m");
    assertThat(ComposeFile.service(service).at("/logging/options/max-size").asText())
        .isEqualTo("10m");
  }

  @ParameterizedTest
  @MethodSource("services")
  void has_an_image_of_a_pinned_version(String service) {
    assertThat(ComposeFile.service(service).path("image").asText())
        .matches("[a-z0-9./-]+:v?\\d+\\.\\d+\\.\\d+");
  }

  @ParameterizedTest
  @MethodSource("services")
  void waits_for_what_it_needs_to_be_of_use(String service) {
    JsonNode needed = ComposeFile.service(service).path("depends_on");

    assertThat(needed.isArray()).isFalse();
    for (Map.Entry<String, JsonNode> other : needed.properties()) {
      String condition = other.getValue().path("condition").asText();
      assertThat(CONDITIONS).contains(condition);
      assertThat(condition.equals("service_completed_successfully"))
          .as("%s waits for %s", service, other.getKey())
          .isEqualTo(ComposeFile.ONE_SHOTS.contains(other.getKey()));
      assertThat(profilesOf(service))
          .as("%s is there whenever %s is", other.getKey(), service)
          .containsAll(profilesOf(other.getKey()));
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void listens_on_this_machine_alone(String service) {
    for (JsonNode port : ComposeFile.service(service).path("ports")) {
      assertThat(port.asText()).matches("127\\.0\\.0\\.1:\\d+:\\d+");
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void writes_nowhere_but_to_its_volumes_if_it_is_ours(String service) {
    JsonNode config = ComposeFile.service(service);

    assertThat(config.path("read_only").asBoolean()).isEqualTo(ComposeFile.OWN.contains(service));
    if (ComposeFile.OWN.contains(service)) {
      assertThat(config.at("/tmpfs/0").asText()).startsWith("/tmp:exec,");
      assertThat(config.at("/cap_drop/0").asText()).isEqualTo("ALL");
    }
  }

  @Test
  void streams_app_can_be_scaled() {
    JsonNode app = ComposeFile.service("streams-app");

    assertThat(app.has("container_name")).isFalse();
    assertThat(app.has("hostname")).isFalse();
    assertThat(app.has("ports")).isFalse();
    // Without a source it is a volume of its own for each container.
    assertThat(app.at("/volumes/0").asText()).isEqualTo("/var/lib/iot");
  }

  @Test
  void data_are_in_declared_volumes() {
    Set<String> used = new TreeSet<>();
    for (String service : services()) {
      for (JsonNode volume : ComposeFile.service(service).path("volumes")) {
        String source = volume.asText().split(":", 2)[0];
        if (!source.startsWith("/") && !source.startsWith(".")) {
          used.add(source);
        }
      }
    }
    Set<String> declared = new TreeSet<>();
    ComposeFile.root().path("volumes").fieldNames().forEachRemaining(declared::add);

    assertThat(used).isEqualTo(declared);
  }

  @ParameterizedTest
  @MethodSource("services")
  void mounts_files_of_this_repository_for_reading_alone(String service) {
    for (JsonNode volume : ComposeFile.service(service).path("volumes")) {
      if (volume.asText().startsWith("./")) {
        List<String> parts = List.of(volume.asText().split(":", 3));
        assertThat(Checkout.ROOT.resolve(parts.get(0))).exists();
        assertThat(parts.get(2)).isEqualTo("ro");
      }
    }
  }

  private static List<String> profilesOf(String service) {
    List<String> profiles = new ArrayList<>();
    ComposeFile.service(service)
        .path("profiles")
        .forEach(profile -> profiles.add(profile.asText()));
    return profiles;
  }
}
