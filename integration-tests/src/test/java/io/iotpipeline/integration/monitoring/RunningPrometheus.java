package io.iotpipeline.integration.monitoring;

import static io.iotpipeline.integration.monitoring.Monitoring.elements;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.admin.cluster.JsonHttp;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.integration.stack.Waits;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Asks the Prometheus of a stack about its targets, the alert rules and the dashboards. */
public final class RunningPrometheus {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final DevStackConfig config;

  public RunningPrometheus(DevStackConfig config) {
    this.config = config;
  }

  /**
   * Waits until Prometheus has scraped each target and evaluated each rule.
   *
   * @return job and health of each target
   */
  public List<String> awaitTargets() {
    Waits.await("Prometheus has evaluated all rules")
        .until(
            this::rules, rules -> rules.stream().noneMatch(rule -> health(rule).equals("unknown")));
    return Waits.await("all targets of Prometheus are up")
        .until(
            this::targets,
            targets ->
                !targets.isEmpty() && targets.stream().allMatch(target -> target.endsWith(" up")));
  }

  private List<String> targets() throws IOException, InterruptedException {
    return elements(get("targets").path("activeTargets"))
        .map(target -> target.at("/labels/job").asText() + " " + health(target))
        .toList();
  }

  private static String health(JsonNode entry) {
    return entry.path("health").asText();
  }

  /** Rules that cannot be evaluated, and expressions of dashboards that are refused. */
  public List<String> errors() throws IOException, InterruptedException {
    List<String> errors = new ArrayList<>();
    for (JsonNode rule : rules()) {
      if (!health(rule).equals("ok")) {
        errors.add(rule.path("name").asText() + ": " + rule.path("lastError").asText());
      }
    }
    for (Monitoring.Query query : new Monitoring(config.root()).promQl()) {
      String text =
          query
              .text()
              .replace("$__rate_interval", "1m")
              .replace("$instance", ".*")
              .replace("$connector", ".*");
      try {
        get("query?query=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
      } catch (IOException e) {
        errors.add(query.where() + ": " + e.getMessage());
      }
    }
    return errors;
  }

  private List<JsonNode> rules() throws IOException, InterruptedException {
    return elements(get("rules").path("groups"))
        .flatMap(group -> elements(group.path("rules")))
        .toList();
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    int port = config.ports().monitoring().prometheus();
    return JSON.readTree(
            JsonHttp.OPEN.get("http://%s:%d/api/v1/%s".formatted(DevStackConfig.HOST, port, path)))
        .path("data");
  }
}
