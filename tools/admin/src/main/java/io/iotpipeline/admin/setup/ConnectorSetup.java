package io.iotpipeline.admin.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.admin.cluster.ConnectApi;
import io.iotpipeline.admin.cluster.JsonHttp;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.Poller;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Creates or updates the connectors of {@code connect/connectors} through the Connect REST API and
 * waits until they run. The files name one Cassandra node on the default port; this class replaces
 * them by the nodes of the pipeline, and adds the TTL of {@code sensor_events} if there is one.
 */
public final class ConnectorSetup {

  private static final String EVENTS_TABLE = "topic.validated-events.iot.sensor_events";
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final Pipeline pipeline;
  private final ConnectApi connect;
  private final ObjectMapper json = new ObjectMapper();

  public ConnectorSetup(Pipeline pipeline) {
    this.pipeline = pipeline;
    this.connect = new ConnectApi(pipeline.connectUrl());
  }

  /**
   * @return a summary for people
   */
  public String apply() {
    Path folder = pipeline.files().connectors();
    try (Stream<Path> files = Files.list(folder)) {
      List<String> done = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        done.add(apply(file));
      }
      return String.join(", ", done);
    } catch (IOException e) {
      throw new PipelineException("The connectors cannot be created: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipelineException("interrupted while creating connectors", e);
    }
  }

  /** Creates or updates one connector, by its name. */
  public void apply(String name) throws IOException, InterruptedException {
    apply(pipeline.files().connectors().resolve(name + ".json"));
  }

  /** Deletes a connector; its tasks may still be stopping when this method returns. */
  public void remove(String name) throws IOException, InterruptedException {
    JsonHttp.delete(pipeline.connectUrl() + "/connectors/" + name);
  }

  private String apply(Path file) throws IOException, InterruptedException {
    JsonNode connector = json.readTree(file.toFile());
    String name = connector.path("name").asText();
    ObjectNode config = connector.path("config").deepCopy();
    config.put("name", name);
    config.put("contactPoints", contactPoints());
    config.put("loadBalancing.localDc", pipeline.endpoints().datacenter());
    config.put("port", String.valueOf(pipeline.endpoints().cassandraPort()));
    if (name.equals("sensor-events") && pipeline.eventTtl().seconds() != null) {
      config.put(EVENTS_TABLE + ".ttl", pipeline.eventTtl().seconds().toString());
      config.put(EVENTS_TABLE + ".ttlTimeUnit", "SECONDS");
    }

    boolean unchanged = connect.config(name).filter(config::equals).isPresent();
    if (!unchanged) {
      put(file, name, json.writeValueAsString(config));
    }
    awaitRunning(name);
    return name + " RUNNING";
  }

  /** All nodes, so that a task can start while one node is down. */
  private String contactPoints() {
    return pipeline.endpoints().cassandraAddresses().stream()
        .map(InetSocketAddress::getHostString)
        .collect(Collectors.joining(","));
  }

  private void put(Path file, String name, String config) throws IOException {
    Poller.waitFor("Connect to accept " + file, TIMEOUT)
        .await(
            () -> {
              HttpResponse<String> response =
                  JsonHttp.put(pipeline.connectUrl() + "/connectors/" + name + "/config", config);
              int status = response.statusCode();
              if (status < 400) {
                return Optional.empty();
              }
              String answer = "status %d: %s".formatted(status, response.body());
              // A worker answers 409 while its group rebalances.
              if (status == HttpURLConnection.HTTP_CONFLICT) {
                return Optional.of(answer);
              }
              throw new PipelineException("Connect rejects " + file + " with " + answer);
            });
  }

  private void awaitRunning(String name) throws IOException {
    Poller.waitFor("connector " + name + " to run", TIMEOUT)
        .withHint(() -> "; see ./pipeline logs connect")
        .await(
            () -> {
              ConnectApi.Status status = connect.status(name);
              if (status.trace() != null) {
                throw new PipelineException("Connector " + name + " failed: " + status.trace());
              }
              return status.allRunning() ? Optional.empty() : Optional.of(status.summary());
            });
  }
}
