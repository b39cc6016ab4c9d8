package io.iotpipeline.integration.monitoring;

import static io.iotpipeline.integration.monitoring.Monitoring.elements;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.admin.cluster.JsonHttp;
import io.iotpipeline.devstack.config.DevStackConfig;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What the Prometheus of a stack says of its targets, of our rules, and of our dashboards. */
public final class RunningPrometheus {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final DevStackConfig config;

  public RunningPrometheus(DevStackConfig config) {
    this.config = config;
  }

  /** Job and health of each target, once each was asked and each rule was evaluated. */
  public List<String> targets(Duration patience) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    List<JsonNode> targets = List.of();
    while (Instant.now().isBefore(deadline)) {
      targets = elements(get("targets").path("activeTargets")).toList();
      if (!targets.isEmpty()
          && targets.stream().allMatch(target -> target.path("health").asText().equals("up"))
          && rules().stream().noneMatch(rule -> rule.path("health").asText().equals("unknown"))) {
        break;
      }
      LockSupport.parkNanos(200_000_000);
    }
    return targets.stream()
        .map(target -> target.at("/labels/job").asText() + " " + target.path("health").asText())
        .toList();
  }

  /** Rules that cannot be evaluated, and expressions of dashboards that are refused. */
  public List<String> errors() throws IOException, InterruptedException {
    List<String> errors = new ArrayList<>();
    for (JsonNode rule : rules()) {
      if (!rule.path("health").asText().equals("ok")) {
        errors.add(rule.path("name").asText() + ": " + rule.path("lastError").asText());
      }
    }
    for (Monitoring.Query query : new Monitoring(config.root()).promQl()) {
      String text = query.text().replace("$__rate_interval", "1m");
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
            JsonHttp.get("http://%s:%d/api/v1/%s".formatted(DevStackConfig.HOST, port, path)))
        .path("data");
  }
}
