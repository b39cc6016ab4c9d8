package io.iotpipeline.admin.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What a Connect worker tells of its connectors. */
public final class ConnectApi {

  /**
   * @param name of the connector
   * @param state of the connector itself, for example RUNNING
   * @param tasks states of its tasks, by their number
   * @param trace why the connector or a task FAILED, else null
   */
  public record Status(String name, String state, List<String> tasks, String trace) {

    public boolean allRunning() {
      return state.equals("RUNNING")
          && !tasks.isEmpty()
          && tasks.stream().allMatch("RUNNING"::equals);
    }

    public String summary() {
      return state + ", tasks " + tasks;
    }
  }

  private final String url;
  private final ObjectMapper json = new ObjectMapper();

  public ConnectApi(String url) {
    this.url = url;
  }

  public List<String> connectors() throws IOException, InterruptedException {
    JsonNode names = json.readTree(JsonHttp.get(url + "/connectors"));
    return StreamSupport.stream(names.spliterator(), false).map(JsonNode::asText).sorted().toList();
  }

  /** The configuration that the worker has of a connector, or nothing when it has no such one. */
  public Optional<JsonNode> config(String name) throws IOException, InterruptedException {
    if (!connectors().contains(name)) {
      return Optional.empty();
    }
    return Optional.of(json.readTree(JsonHttp.get(url + "/connectors/" + name + "/config")));
  }

  /** The states as of now; a connector that was just created may not have one yet. */
  public Status status(String name) throws IOException, InterruptedException {
    JsonNode all = json.readTree(JsonHttp.get(url + "/connectors?expand=status"));
    JsonNode status = all.path(name).path("status");
    List<String> tasks = new ArrayList<>();
    String trace = text(status.path("connector").path("trace"));
    for (JsonNode task : status.path("tasks")) {
      tasks.add(task.path("state").asText());
      trace = trace == null ? text(task.path("trace")) : trace;
    }
    return new Status(
        name, status.path("connector").path("state").asText("UNASSIGNED"), tasks, trace);
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? null : node.asText();
  }
}
