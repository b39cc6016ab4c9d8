package io.iotpipeline.admin.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Reads connectors and their states from the REST API of a Connect worker, and restarts them. */
public final class ConnectApi {

  private static final String FAILED = "FAILED";

  /**
   * The state of a connector.
   *
   * @param state of the connector itself, for example RUNNING
   * @param tasks states of its tasks, in the order of the task ids
   * @param trace stack trace of a FAILED connector or task, otherwise null
   */
  public record Status(String name, String state, List<String> tasks, @JsonIgnore String trace) {

    public boolean allRunning() {
      return state.equals("RUNNING")
          && !tasks.isEmpty()
          && tasks.stream().allMatch("RUNNING"::equals);
    }

    /** Whether the connector or a task is FAILED. */
    public boolean failed() {
      return state.equals(FAILED) || tasks.contains(FAILED);
    }

    /** Why it is FAILED, in one line; null, and not in the JSON, if it is not. */
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public String error() {
      if (!failed()) {
        return null;
      }
      return trace == null ? "Connect gives no reason" : FailureCause.of(trace);
    }

    public String summary() {
      return state + ", tasks " + tasks;
    }
  }

  private final String url;
  private final JsonHttp http;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param url of a worker without login and TLS, without a trailing slash
   */
  public ConnectApi(String url) {
    this(url, JsonHttp.OPEN);
  }

  public ConnectApi(Pipeline pipeline) {
    this(pipeline.connectUrl(), new JsonHttp(pipeline.connections().connect()));
  }

  private ConnectApi(String url, JsonHttp http) {
    this.url = url;
    this.http = http;
  }

  public List<String> connectors() throws IOException, InterruptedException {
    JsonNode names = json.readTree(http.get(url + "/connectors"));
    return StreamSupport.stream(names.spliterator(), false).map(JsonNode::asText).sorted().toList();
  }

  /** The configuration of a connector; empty if the worker does not have the connector. */
  public Optional<JsonNode> config(String name) throws IOException, InterruptedException {
    if (!connectors().contains(name)) {
      return Optional.empty();
    }
    return Optional.of(json.readTree(http.get(url + "/connectors/" + name + "/config")));
  }

  /** The current state; UNASSIGNED if the worker has none yet, as right after the creation. */
  public Status status(String name) throws IOException, InterruptedException {
    JsonNode all = json.readTree(http.get(url + "/connectors?expand=status"));
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

  /**
   * Restarts the connector and its tasks, as far as they are FAILED. They may still be FAILED when
   * this method returns. The response may be an error.
   */
  public HttpResponse<String> restartFailed(String name) throws IOException, InterruptedException {
    return http.post(url + "/connectors/" + name + "/restart?includeTasks=true&onlyFailed=true");
  }

  /** Creates or updates a connector. The response may be an error. */
  public HttpResponse<String> put(String name, String config)
      throws IOException, InterruptedException {
    return http.put(url + "/connectors/" + name + "/config", config);
  }

  /** Deletes a connector; its tasks may still be stopping when this method returns. */
  public void delete(String name) throws IOException, InterruptedException {
    http.delete(url + "/connectors/" + name);
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? null : node.asText();
  }
}
