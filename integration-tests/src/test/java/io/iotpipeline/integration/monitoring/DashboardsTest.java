package io.iotpipeline.integration.monitoring;

import static io.iotpipeline.integration.monitoring.Monitoring.elements;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.iotpipeline.integration.Checkout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks of the files for Grafana that need no Grafana. */
class DashboardsTest {

  /** The classic model of Grafana 12; later ones are other JSON. */
  private static final int NEWEST_SCHEMA = 41;

  /** Not those that Grafana has by itself, as {@code $__rate_interval}. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(?!_)(\\w+)");

  private final Monitoring monitoring = new Monitoring(Checkout.ROOT);
  private final Map<String, String> sources =
      elements(
              monitoring
                  .read("grafana/provisioning/datasources/datasources.yml")
                  .path("datasources"))
          .collect(
              Collectors.toMap(
                  source -> source.path("uid").asText(), source -> source.path("type").asText()));

  @Test
  void are_json_of_the_classic_model_with_ids_of_their_own() throws Exception {
    for (String file : monitoring.files("grafana/dashboards")) {
      JsonNode dashboard = new ObjectMapper().readTree(monitoring.folder().resolve(file).toFile());
      List<JsonNode> panels = elements(dashboard.path("panels")).toList();

      assertThat(file).endsWith(".json");
      assertThat(dashboard.path("schemaVersion").asInt()).isBetween(30, NEWEST_SCHEMA);
      assertThat(dashboard.has("id")).as("a number that only one Grafana knows").isFalse();
      assertThat(panels)
          .isNotEmpty()
          .extracting(panel -> panel.path("id").asInt())
          .doesNotHaveDuplicates();
    }
    assertThat(monitoring.dashboards())
        .extracting(dashboard -> dashboard.path("uid").asText())
        .containsExactlyInAnyOrder("iot-pipeline", "iot-sensor");
  }

  @Test
  void every_data_source_is_provisioned_with_that_type() {
    for (JsonNode dashboard : monitoring.dashboards()) {
      assertThat(dashboard.findValues("datasource"))
          .isNotEmpty()
          .allSatisfy(
              source ->
                  assertThat(source.path("type").asText())
                      .isEqualTo(sources.get(source.path("uid").asText())));
    }
  }

  @Test
  void every_panel_says_what_it_shows_and_in_which_unit() {
    for (JsonNode panel : panels()) {
      assertThat(panel.path("description").asText()).as(panel.path("title").asText()).isNotBlank();
      assertThat(panel.path("targets")).as(panel.path("title").asText()).isNotEmpty();
      if (!panel.path("type").asText().matches("table|state-timeline")) {
        assertThat(panel.at("/fieldConfig/defaults/unit").asText())
            .as(panel.path("title").asText())
            .isNotBlank();
      }
    }
  }

  @Test
  void no_panel_lies_over_another_or_beyond_the_edge() {
    for (JsonNode dashboard : monitoring.dashboards()) {
      List<String> cells = new ArrayList<>();
      for (JsonNode panel : dashboard.path("panels")) {
        JsonNode at = panel.path("gridPos");
        for (int x = 0; x < at.path("w").asInt(); x++) {
          for (int y = 0; y < at.path("h").asInt(); y++) {
            cells.add((at.path("x").asInt() + x) + "," + (at.path("y").asInt() + y));
          }
          assertThat(at.path("x").asInt() + x).isLessThan(24);
        }
      }
      assertThat(cells).doesNotHaveDuplicates();
    }
  }

  @Test
  void no_query_names_a_host() {
    assertThat(monitoring.promQl())
        .extracting(Monitoring.Query::text)
        .noneMatch(
            text -> text.matches(".*(localhost|127\\.0|instance=(?!~\"\\$instance\")|:\\d{4}).*"));
  }

  @Test
  void no_query_answers_nan_while_nothing_happens() {
    for (JsonNode dashboard : monitoring.dashboards()) {
      for (JsonNode query : dashboard.findValues("expr")) {
        String text = query.asText();
        if (text.contains("quantile")) {
          assertThat(text).as("drops NaN").endsWith(">= 0");
        }
        if (text.contains(") / ")) {
          assertThat(text).as("divides by no zero").contains("> 0) or vector(0)");
        }
      }
    }
  }

  @Test
  void every_variable_of_a_query_is_one_of_its_dashboard() {
    for (JsonNode dashboard : monitoring.dashboards()) {
      Set<String> variables =
          elements(dashboard.path("templating").path("list"))
              .map(variable -> variable.path("name").asText())
              .collect(Collectors.toSet());
      for (String field : List.of("expr", "target")) {
        for (JsonNode query : dashboard.findValues(field)) {
          Matcher used = VARIABLE.matcher(query.asText());
          while (used.find()) {
            assertThat(variables).as(query.asText()).contains(used.group(1));
          }
        }
      }
    }
  }

  @Test
  void firing_alerts_are_annotations_of_the_pipeline() {
    assertThat(dashboard("iot-pipeline").at("/annotations/list/0/expr").asText())
        .isEqualTo("ALERTS{alertstate=\"firing\"}");
  }

  @Test
  void metrics_of_the_catalogue_with_different_units_have_axes_of_their_own() throws Exception {
    JsonNode readings = dashboard("iot-sensor").path("panels").get(1);
    Map<String, String> units = new HashMap<>();
    JsonNode catalogue =
        new ObjectMapper(new YAMLFactory())
            .readTree(
                Checkout.ROOT
                    .resolve("streams-app/src/main/resources/metric-catalogue.yaml")
                    .toFile());
    catalogue
        .path("metrics")
        .properties()
        .forEach(metric -> units.put(metric.getKey(), unitOf(metric.getKey(), readings)));

    assertThat(units).doesNotContainValue("");
    assertThat(units.get("temp")).isEqualTo(units.get("temperature"));
    assertThat(units.get("co")).isEqualTo(units.get("smoke"));
    assertThat(Set.copyOf(units.values())).hasSize(5);
  }

  private static String unitOf(String metric, JsonNode panel) {
    return elements(panel.at("/fieldConfig/overrides"))
        .filter(
            override ->
                metric.matches(
                    override.at("/matcher/options").asText().replaceAll("^/\\^|\\$/$", "")))
        .map(override -> override.at("/properties/0/value").asText())
        .findFirst()
        .orElse("");
  }

  private JsonNode dashboard(String uid) {
    return monitoring.dashboards().stream()
        .filter(dashboard -> dashboard.path("uid").asText().equals(uid))
        .findFirst()
        .orElseThrow();
  }

  private List<JsonNode> panels() {
    return monitoring.dashboards().stream()
        .flatMap(dashboard -> elements(dashboard.path("panels")))
        .filter(panel -> !panel.path("type").asText().equals("row"))
        .toList();
  }
}
