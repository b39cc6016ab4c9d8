package io.iotpipeline.integration.monitoring;

import static io.iotpipeline.integration.monitoring.Monitoring.elements;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.integration.Checkout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks of the files for Grafana that need no Grafana. */
class DashboardsTest {

  /** The classic model of Grafana 12; later ones are other JSON. */
  private static final int NEWEST_SCHEMA = 41;

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
        .noneMatch(text -> text.matches(".*(localhost|127\\.0|instance=|:\\d{4}).*"));
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

  private List<JsonNode> panels() {
    return monitoring.dashboards().stream()
        .flatMap(dashboard -> elements(dashboard.path("panels")))
        .filter(panel -> !panel.path("type").asText().equals("row"))
        .toList();
  }
}
