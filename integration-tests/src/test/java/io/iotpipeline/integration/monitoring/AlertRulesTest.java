package io.iotpipeline.integration.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.iotpipeline.integration.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AlertRulesTest {

  private final Monitoring monitoring = new Monitoring(Checkout.ROOT);

  @Test
  void each_alert_says_how_bad_it_is_what_is_wrong_and_what_to_do() {
    assertThat(monitoring.rules())
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              String alert = rule.path("alert").asText();
              assertThat(alert).isNotEmpty();
              assertThat(rule.at("/labels/severity").asText())
                  .as(alert)
                  .isIn("warning", "critical");
              assertThat(rule.at("/annotations/summary").asText()).as(alert).isNotBlank();
              assertThat(rule.at("/annotations/description").asText().length())
                  .as("description of %s", alert)
                  .isGreaterThan(100);
            });
  }

  @Test
  void each_alert_fires_in_a_test() throws IOException {
    String tests =
        monitoring.files("prometheus/tests").stream()
            .flatMap(file -> monitoring.read(file).findValuesAsText("labels").stream())
            .collect(Collectors.joining("\n"));

    for (JsonNode rule : monitoring.rules()) {
      assertThat(tests)
          .contains("alertname=\"" + rule.path("alert").asText() + "\", alertstate=\"firing\"");
    }
  }

  @Test
  void each_alert_stands_in_the_readme_with_what_to_do() throws IOException {
    List<String> table =
        Files.readAllLines(monitoring.folder().resolve("README.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();

    for (JsonNode rule : monitoring.rules()) {
      String alert = rule.path("alert").asText();
      assertThat(table)
          .as(alert)
          .anyMatch(
              line ->
                  line.startsWith("| `" + alert + "`")
                      && line.contains(rule.at("/labels/severity").asText()));
    }
  }
}
