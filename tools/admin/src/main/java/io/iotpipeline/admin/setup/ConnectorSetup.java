package io.iotpipeline.admin.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.admin.cluster.ConnectApi;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.admin.cluster.Steps;
import io.iotpipeline.schemas.connection.ConnectionSettings;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Creates or updates the connectors of {@code connect/connectors} through the Connect REST API,
 * waits until they run, and restarts once what has FAILED. The files name one Cassandra node on the
 * default port; this class replaces them by the nodes of the pipeline, and adds the TTL of {@code
 * sensor_events} if there is one, and what {@link ConnectionSettings} has for connectors to
 * Cassandra.
 */
public final class ConnectorSetup {

  private static final String EVENTS_TABLE = "topic.validated-events.iot.sensor_events";
  private static final String CASSANDRA_SINK = "CassandraSinkConnector";
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final Pipeline pipeline;
  private final ConnectApi connect;
  private final Start start;
  private final ObjectMapper json = new ObjectMapper();

  public ConnectorSetup(Pipeline pipeline) {
    this.pipeline = pipeline;
    this.connect = new ConnectApi(pipeline);
    this.start = (name, topics) -> ConnectorStart.of(pipeline, name, topics);
  }

  /** For tests, which need neither Kafka nor real waits. */
  ConnectorSetup(Pipeline pipeline, Start start) {
    this.pipeline = pipeline;
    this.connect = new ConnectApi(pipeline);
    this.start = start;
  }

  /** How to wait for a connector that reads these topics, separated by commas. */
  @FunctionalInterface
  interface Start {
    ConnectorStart of(String name, String topics);
  }

  /** A connector that Connect has. */
  private record Accepted(Path file, String name, String topics, boolean changed) {}

  /**
   * Sets up all connectors, also after one has failed. They start at the same time.
   *
   * @return a summary for people
   * @throws PipelineException if a connector does not run; names each with the cause in one line
   */
  public String apply() {
    List<Accepted> accepted = new ArrayList<>();
    List<String> done = new ArrayList<>();
    Steps steps = new Steps();
    for (Path file : files()) {
      steps.run(() -> accepted.add(orExplain(file, () -> put(file))));
    }
    for (Accepted connector : accepted) {
      steps.run(() -> done.add(orExplain(connector.file(), () -> await(connector))));
    }
    steps.requireSuccess(
        "Not all connectors run%s:"
            .formatted(done.isEmpty() ? "" : " (" + String.join(", ", done) + ")"));
    return String.join(", ", done);
  }

  private List<Path> files() {
    Path folder = pipeline.files().connectors();
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new PipelineException("cannot list " + folder, e);
    }
  }

  /** A request to Connect. */
  @FunctionalInterface
  private interface Request<T> {
    T answer() throws IOException, InterruptedException;
  }

  private static <T> T orExplain(Path file, Request<T> request) {
    try {
      return request.answer();
    } catch (IOException e) {
      throw new PipelineException(
          "The connector of %s cannot be created: %s".formatted(file, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipelineException("interrupted while creating connectors", e);
    }
  }

  /** Creates or updates one connector, by its name. */
  public void apply(String name) throws IOException, InterruptedException {
    await(put(pipeline.files().connectors().resolve(name + ".json")));
  }

  /** Deletes a connector; its tasks may still be stopping when this method returns. */
  public void remove(String name) throws IOException, InterruptedException {
    connect.delete(name);
  }

  /**
   * Creates or updates one connector of {@code connect/notifications}.
   *
   * @param settings replace those of the file
   * @return a summary for people
   * @throws PipelineException if the connector does not run
   */
  public String notify(String name, Map<String, String> settings) {
    Path file = pipeline.files().notifications().resolve(name + ".json");
    return orExplain(
        file,
        () -> {
          ObjectNode config = json.readTree(file.toFile()).path("config").deepCopy();
          settings.forEach(config::put);
          return await(put(file, name, config));
        });
  }

  /** Deletes a connector if it notifies that URL. */
  public void endNotify(String name, String url) {
    orExplain(
        pipeline.files().notifications().resolve(name + ".json"),
        () -> {
          if (connect
              .config(name)
              .filter(own -> own.path("url").asText().equals(url))
              .isPresent()) {
            connect.delete(name);
          }
          return name;
        });
  }

  private Accepted put(Path file) throws IOException, InterruptedException {
    JsonNode connector = json.readTree(file.toFile());
    String name = connector.path("name").asText();
    ObjectNode config = connector.path("config").deepCopy();
    if (config.path("connector.class").asText(CASSANDRA_SINK).endsWith(CASSANDRA_SINK)) {
      addCassandra(name, config);
    }
    return put(file, name, config);
  }

  private Accepted put(Path file, String name, ObjectNode config)
      throws IOException, InterruptedException {
    config.put("name", name);
    boolean unchanged = connect.config(name).filter(config::equals).isPresent();
    if (!unchanged) {
      send(file, name, json.writeValueAsString(config));
    }
    return new Accepted(file, name, config.path("topics").asText(), !unchanged);
  }

  private String await(Accepted connector) throws IOException {
    return start.of(connector.name(), connector.topics()).await(connector.changed());
  }

  private void addCassandra(String name, ObjectNode config) {
    config.put("contactPoints", contactPoints());
    config.put("loadBalancing.localDc", pipeline.endpoints().datacenter());
    config.put("port", String.valueOf(pipeline.endpoints().cassandraPort()));
    if (name.equals("sensor-events") && pipeline.eventTtl().seconds() != null) {
      config.put(EVENTS_TABLE + ".ttl", pipeline.eventTtl().seconds().toString());
      config.put(EVENTS_TABLE + ".ttlTimeUnit", "SECONDS");
    }
    pipeline.connections().connectors().forEach(config::put);
    requireAccess(config, "advanced.ssl-engine-factory.class", "ssl.provider");
    requireAccess(config, "advanced.auth-provider.class", "auth.username");
  }

  /**
   * What this program needs to reach Cassandra, the connectors need too. Without it they would run,
   * and write nothing.
   *
   * @param own a setting of the driver
   * @param ofConnectors the corresponding setting of a connector
   */
  private void requireAccess(ObjectNode config, String own, String ofConnectors) {
    if (pipeline.connections().cassandra().containsKey(own) && !config.has(ofConnectors)) {
      throw new PipelineException(
          "pipeline.properties has cassandra.%s, but nothing for the connectors: add connector.%s, see docs/security.md"
              .formatted(own, ofConnectors));
    }
  }

  /** All nodes, so that a task can start while one node is down. */
  private String contactPoints() {
    return pipeline.endpoints().cassandraAddresses().stream()
        .map(InetSocketAddress::getHostString)
        .collect(Collectors.joining(","));
  }

  private void send(Path file, String name, String config) throws IOException {
    Poller.waitFor("Connect to accept " + file, TIMEOUT)
        .await(
            () -> {
              HttpResponse<String> response = connect.put(name, config);
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
}
