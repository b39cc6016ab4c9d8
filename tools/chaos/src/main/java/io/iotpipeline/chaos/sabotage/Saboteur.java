package io.iotpipeline.chaos.sabotage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.admin.cluster.ConnectApi;
import io.iotpipeline.admin.cluster.JsonHttp;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.devstack.config.DevStackConfig;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies a sabotage to a stack: before its servers start, and after its connectors exist. */
public final class Saboteur {

  private static final String REVISION = "__timestamp=value.revision";
  private static final String MAPPING = "topic.hourly-aggregates.iot.hourly_aggregates.mapping";
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final ObjectMapper json = new ObjectMapper();
  private final DevStackConfig config;
  private final Optional<Sabotage> sabotage;

  public Saboteur(DevStackConfig config, Optional<Sabotage> sabotage) {
    this.config = config;
    this.sabotage = sabotage;
  }

  /** Writes the jars that servers get. */
  public void beforeStart() throws IOException {
    if (is(Sabotage.EXACTLY_ONCE)) {
      SabotageJar.write(
          clientsJar(),
          List.of(
              "TransactionlessClients",
              "TransactionlessClients$ThreadConsumer",
              "TransactionlessProducer"));
    }
    if (is(Sabotage.EARLY_COMMIT)) {
      // Beside the sink's own jar, so that one class loader has both.
      SabotageJar.write(
          config.home().resolve("connect/plugins/cassandra-sink/early-commit.jar"),
          List.of("EarlyCommitConnector", "EarlyCommitTask", "EarlyCommitTask$Waiting"));
    }
  }

  /** The command line of an instance of the streams app, or the same if it is not sabotaged. */
  public List<String> streamsAppCommand(List<String> command) {
    int jar = command.indexOf("-jar");
    if (!is(Sabotage.EXACTLY_ONCE) || jar < 0) {
      return command;
    }
    List<String> changed = new ArrayList<>(command.subList(0, jar));
    changed.addAll(
        List.of(
            "-cp",
            command.get(jar + 1) + File.pathSeparator + clientsJar(),
            "io.iotpipeline.streamsapp.StreamsAppMain"));
    changed.addAll(command.subList(jar + 2, command.size()));
    changed.addAll(
        List.of(
            "--set",
            "kafka.default.client.supplier="
                + Saboteur.class.getPackageName()
                + ".TransactionlessClients"));
    return changed;
  }

  /** Changes the connectors; again after each {@code up}, which sets them up as they should be. */
  public void afterUp(Pipeline pipeline) throws IOException, InterruptedException {
    if (is(Sabotage.WRITE_TIME)) {
      ObjectNode connector = connector(pipeline, "hourly-aggregates");
      String mapping = connector.path(MAPPING).asText();
      if (!mapping.contains(REVISION)) {
        throw new PipelineException("no " + REVISION + " in " + MAPPING + "=" + mapping);
      }
      connector.put(MAPPING, mapping.replace(REVISION, "__timestamp=value.window_start"));
      put(pipeline, "hourly-aggregates", connector);
    }
    if (is(Sabotage.EARLY_COMMIT)) {
      ObjectNode connector = connector(pipeline, "sensor-events");
      connector.put("connector.class", Saboteur.class.getPackageName() + ".EarlyCommitConnector");
      put(pipeline, "sensor-events", connector);
    }
  }

  private ObjectNode connector(Pipeline pipeline, String name)
      throws IOException, InterruptedException {
    return new ConnectApi(pipeline.connectUrl())
        .config(name)
        .map(ObjectNode.class::cast)
        .orElseThrow(() -> new PipelineException("Connect has no connector " + name));
  }

  private void put(Pipeline pipeline, String name, ObjectNode connector)
      throws IOException, InterruptedException {
    String url = pipeline.connectUrl() + "/connectors/" + name + "/config";
    String body = json.writeValueAsString(connector);
    Poller.waitFor("Connect to accept the sabotaged connector " + name, TIMEOUT)
        .await(
            () -> {
              HttpResponse<String> response = JsonHttp.OPEN.put(url, body);
              return response.statusCode() < 400
                  ? Optional.empty()
                  : Optional.of(response.statusCode() + ": " + response.body());
            });
    ConnectApi connect = new ConnectApi(pipeline.connectUrl());
    Poller.waitFor("the sabotaged connector " + name + " to run", TIMEOUT)
        .await(
            () -> {
              ConnectApi.Status status = connect.status(name);
              return status.allRunning() ? Optional.empty() : Optional.of(status.summary());
            });
  }

  private boolean is(Sabotage other) {
    return sabotage.filter(other::equals).isPresent();
  }

  private Path clientsJar() {
    return config.home().resolve("sabotage").resolve("clients.jar");
  }
}
