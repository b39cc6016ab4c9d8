package io.iotpipeline.devstack.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.iotpipeline.admin.cluster.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the configuration of Prometheus. It is the configuration that Compose uses with other
 * targets, so jobs, intervals and rules are the same in both. Each job has a targets file, which
 * Prometheus reloads when instances or nodes are added.
 */
final class PrometheusConfig {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path template;

  /**
   * @param template the configuration that Compose uses; its rule files are relative to it
   */
  PrometheusConfig(Path template) {
    this.template = template;
  }

  /**
   * Writes or overwrites the configuration.
   *
   * @param targets addresses to scrape, by job name
   * @param alertmanagers host and port of each Alertmanager; without one, alerts are only shown
   * @param access how to reach them, by job name or alertmanager; nothing to add for one without
   * @throws PipelineException if the template has other jobs
   */
  void write(
      Path folder,
      Map<String, List<String>> targets,
      List<String> alertmanagers,
      Map<String, Map<String, Object>> access)
      throws IOException {
    ObjectNode config = (ObjectNode) YAML.readTree(template.toFile());
    ArrayNode rules = config.putArray("rule_files");
    for (JsonNode file : YAML.readTree(template.toFile()).path("rule_files")) {
      rules.add(template.resolveSibling(file.asText()).toString());
    }
    List<String> jobs = config.path("scrape_configs").findValuesAsText("job_name");
    if (!Set.copyOf(jobs).equals(targets.keySet())) {
      throw new PipelineException(
          "%s has the jobs %s, but the stack has %s: change one of them"
              .formatted(template, jobs, targets.keySet()));
    }
    for (JsonNode job : config.path("scrape_configs")) {
      String name = job.path("job_name").asText();
      discover((ObjectNode) job, name + "-targets.json");
      ((ObjectNode) job).setAll((ObjectNode) YAML.valueToTree(access.getOrDefault(name, Map.of())));
    }
    ObjectNode receiver = (ObjectNode) config.at("/alerting/alertmanagers/0");
    receiver.putArray("static_configs").addObject().set("targets", YAML.valueToTree(alertmanagers));
    receiver.setAll(
        (ObjectNode) YAML.valueToTree(access.getOrDefault(Alertmanager.NAME, Map.of())));
    for (Map.Entry<String, List<String>> each : targets.entrySet()) {
      writeTargets(folder.resolve(each.getKey() + "-targets.json"), each.getValue());
    }
    YAML.writeValue(folder.resolve("prometheus.yml").toFile(), config);
  }

  /** Replaces the file as a whole: Prometheus reads it as soon as it changes. */
  private static void writeTargets(Path file, List<String> targets) throws IOException {
    Path written = file.resolveSibling(file.getFileName() + ".new");
    JSON.writeValue(written.toFile(), List.of(Map.of("targets", targets)));
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void discover(ObjectNode job, String targets) {
    job.remove(List.of("static_configs", "dns_sd_configs"));
    job.putArray("file_sd_configs").addObject().putArray("files").add(targets);
  }
}
