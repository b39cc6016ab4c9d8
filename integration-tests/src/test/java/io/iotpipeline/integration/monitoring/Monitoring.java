package io.iotpipeline.integration.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files in {@code monitoring/}, read. */
final class Monitoring {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** A panel or a variable, and the dashboard that it is on. */
  record Query(String where, String text) {}

  private final Path folder;

  /**
   * @param root the checkout
   */
  Monitoring(Path root) {
    this.folder = root.resolve("monitoring");
  }

  Path folder() {
    return folder;
  }

  /** YAML reads JSON too. */
  JsonNode read(String file) {
    try {
      return YAML.readTree(folder.resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Paths of the files in a folder, relative to {@code monitoring/}. */
  List<String> files(String in) {
    try (Stream<Path> files = Files.list(folder.resolve(in))) {
      return files.map(file -> folder.relativize(file).toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + in, e);
    }
  }

  List<JsonNode> dashboards() {
    return files("grafana/dashboards").stream().map(this::read).toList();
  }

  List<JsonNode> rules() {
    List<JsonNode> rules = new ArrayList<>();
    for (String file : files("prometheus/rules")) {
      read(file).path("groups").forEach(group -> group.path("rules").forEach(rules::add));
    }
    return rules;
  }

  /** All expressions of rules and dashboards. */
  List<Query> promQl() {
    List<Query> queries = new ArrayList<>();
    rules().forEach(rule -> queries.add(query("alert", rule.path("alert"), rule.path("expr"))));
    queries.addAll(ofPanels("expr"));
    return queries;
  }

  /** All CQL of the panels; that of variables is found by {@link #variable}. */
  List<Query> cql() {
    return ofPanels("target");
  }

  /** The CQL that gives a variable its values. */
  String variable(String name) {
    return dashboards().stream()
        .flatMap(dashboard -> elements(dashboard.path("templating").path("list")))
        .filter(variable -> variable.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no variable " + name))
        .path("query")
        .path("query")
        .asText();
  }

  private List<Query> ofPanels(String field) {
    List<Query> queries = new ArrayList<>();
    for (JsonNode dashboard : dashboards()) {
      for (JsonNode panel : dashboard.path("panels")) {
        elements(panel.path("targets"))
            .filter(target -> target.has(field))
            .map(target -> query("panel", panel.path("title"), target.path(field)))
            .forEach(queries::add);
      }
    }
    return queries;
  }

  private static Query query(String kind, JsonNode name, JsonNode text) {
    return new Query(kind + " " + name.asText(), text.asText());
  }

  static Stream<JsonNode> elements(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements.stream();
  }
}
