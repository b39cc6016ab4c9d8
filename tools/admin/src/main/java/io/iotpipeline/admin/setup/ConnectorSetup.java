package io.iotpipeline.admin.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.admin.cluster.ConnectApi;
import io.iotpipeline.admin.cluster.JsonHttp;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Creates or updates the connectors of {@code connect/connectors} through the Connect REST API, and
 * waits until they run. The files name one Cassandra node and its usual port; they are replaced by
 * this pipeline's, and the life of readings is added where it is limited.
 */
public final class ConnectorSetup {

  private static final String EVENTS_TABLE = "topic.validated-events.iot.sensor_events";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

  private final Pipeline pipeline;
  private final ConnectApi connect;
  private final ObjectMapper json = new ObjectMapper();

  public ConnectorSetup(Pipeline pipeline) {
    this.pipeline = pipeline;
    this.connect = new ConnectApi(pipeline.connectUrl());
  }

  /**
   * @return what was done, for people
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

  /** One of them, by its name. */
  public void apply(String name) throws IOException, InterruptedException {
    apply(pipeline.files().connectors().resolve(name + ".json"));
  }

  /** Removes one from the worker; its tasks may still be stopping afterwards. */
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

  /** All nodes: with one of them down, a task that starts asks the next. */
  private String contactPoints() {
    return pipeline.endpoints().cassandraAddresses().stream()
        .map(InetSocketAddress::getHostString)
        .collect(Collectors.joining(","));
  }

  private void put(Path file, String name, String config) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      HttpResponse<String> response =
          JsonHttp.put(pipeline.connectUrl() + "/connectors/" + name + "/config", config);
      if (response.statusCode() < 400) {
        return;
      }
      boolean rebalancing = response.statusCode() == HttpURLConnection.HTTP_CONFLICT;
      if (!rebalancing || Instant.now().isAfter(deadline)) {
        throw new PipelineException(
            "Connect refuses " + file + " (" + response.statusCode() + "): " + response.body());
      }
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
    }
  }

  private void awaitRunning(String name) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      ConnectApi.Status status = connect.status(name);
      if (status.allRunning()) {
        return;
      }
      if (status.trace() != null) {
        throw new PipelineException("Connector " + name + " failed: " + status.trace());
      }
      if (Instant.now().isAfter(deadline)) {
        throw new PipelineException(
            "Connector %s is %s after %s; see ./pipeline logs connect"
                .formatted(name, status.summary(), PATIENCE));
      }
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
    }
  }
}
