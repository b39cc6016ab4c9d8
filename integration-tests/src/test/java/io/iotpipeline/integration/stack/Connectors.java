package io.iotpipeline.integration.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.admin.cluster.ConnectApi;
import io.iotpipeline.admin.cluster.JsonHttp;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;

/** The connectors of a stack's Connect worker. */
public final class Connectors {

  private static final List<String> OF_THE_PIPELINE =
      List.of("sensor-events", "hourly-aggregates", "sensor-alerts", "sensors");

  private final String url;
  private final ConnectApi connect;

  private Connectors(String url) {
    this.url = url;
    this.connect = new ConnectApi(url);
  }

  public static Connectors of(TestStack stack) {
    return new Connectors(stack.pipeline().connectUrl());
  }

  public ConnectApi.Status status(String name) throws IOException, InterruptedException {
    return connect.status(name);
  }

  /** Requires that the three connectors of the pipeline and all of their tasks run. */
  public void assertPipelineRuns() throws IOException, InterruptedException {
    for (String name : OF_THE_PIPELINE) {
      ConnectApi.Status status = status(name);
      assertThat(status.allRunning()).as(status.toString()).isTrue();
    }
  }

  /** Creates a connector or changes it; the response may be an error. */
  public HttpResponse<String> put(String name, String config)
      throws IOException, InterruptedException {
    return JsonHttp.OPEN.put(url + "/connectors/" + name + "/config", config);
  }

  /** Lets Connect validate a configuration of a connector class. */
  public HttpResponse<String> validate(String connectorClass, String config)
      throws IOException, InterruptedException {
    return JsonHttp.OPEN.put(
        url + "/connector-plugins/" + connectorClass + "/config/validate", config);
  }

  /** Waits until all tasks run. One that fails ends the wait at once. */
  public void awaitRunning(String name) {
    Waits.await("all tasks of connector " + name + " run")
        .failFast("a task failed", () -> status(name).trace() != null)
        .until(() -> status(name), ConnectApi.Status::allRunning);
  }

  /** Lets a sink read its topic from the beginning again. */
  public void readAgain(String name) throws IOException, InterruptedException {
    requireSuccess(JsonHttp.OPEN.put(url + "/connectors/" + name + "/stop", ""));
    Waits.await("connector " + name + " is stopped")
        .until(
            () -> status(name),
            status -> status.state().equals("STOPPED") && status.tasks().isEmpty());
    // Connect refuses this while members of the sink's consumer group are leaving.
    Waits.await("the offsets of connector " + name + " are deleted")
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              JsonHttp.OPEN.delete(url + "/connectors/" + name + "/offsets");
              return true;
            });
    requireSuccess(JsonHttp.OPEN.put(url + "/connectors/" + name + "/resume", ""));
    awaitRunning(name);
  }

  /** Restarts a connector and all of its tasks. */
  public void restart(String name) throws IOException, InterruptedException {
    requireSuccess(JsonHttp.OPEN.post(url + "/connectors/" + name + "/restart?includeTasks=true"));
  }

  public void delete(String name) throws IOException, InterruptedException {
    JsonHttp.OPEN.delete(url + "/connectors/" + name);
  }

  private static void requireSuccess(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isLessThan(300);
  }
}
