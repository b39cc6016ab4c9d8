package io.iotpipeline.api.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import java.util.ArrayList;
import java.util.List;

/** A connector as Connect's REST API describes it. */
record Connector(String name, String state, List<Task> tasks) {

  /** What the groups of connectors begin with. */
  static final String GROUP_PREFIX = "connect-";

  private static final int MAX_ERROR = 500;
  private static final String FAILED = "FAILED";

  Connector {
    tasks = List.copyOf(tasks);
  }

  /**
   * @param error first line of its trace; empty: none
   */
  record Task(int id, String state, String worker, String error) {}

  /** Those of the answer to {@code /connectors?expand=status}, by name. */
  static List<Connector> read(JsonNode answer) {
    List<Connector> connectors = new ArrayList<>();
    answer
        .properties()
        .forEach(
            each -> {
              JsonNode status = each.getValue().path("status");
              List<Task> tasks = new ArrayList<>();
              for (JsonNode task : status.path("tasks")) {
                tasks.add(
                    new Task(
                        task.path("id").asInt(),
                        task.path("state").asText(),
                        task.path("worker_id").asText(),
                        firstLine(task.path("trace").asText(""))));
              }
              connectors.add(
                  new Connector(
                      each.getKey(), status.path("connector").path("state").asText(), tasks));
            });
    connectors.sort((a, b) -> a.name().compareTo(b.name()));
    return connectors;
  }

  private static String firstLine(String trace) {
    String line = trace.lines().findFirst().orElse("");
    return line.length() <= MAX_ERROR ? line : line.substring(0, MAX_ERROR) + "…";
  }

  /** Group of its consumers. */
  String group() {
    return GROUP_PREFIX + name;
  }

  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (state.equals(FAILED)) {
      problems.add("connector %s has failed".formatted(name));
    }
    tasks.stream()
        .filter(task -> task.state().equals(FAILED))
        .forEach(
            task ->
                problems.add(
                    "task %d of connector %s has failed: %s"
                        .formatted(task.id(), name, task.error())));
    return problems;
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("name", name).put("state", state);
    ArrayNode array = json.putArray("tasks");
    for (Task task : tasks) {
      ObjectNode each =
          array
              .addObject()
              .put("id", task.id())
              .put("state", task.state())
              .put("worker", task.worker());
      if (!task.error().isEmpty()) {
        each.put("error", task.error());
      }
    }
    return json;
  }
}
