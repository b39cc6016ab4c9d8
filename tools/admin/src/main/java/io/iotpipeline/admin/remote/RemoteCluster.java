package io.iotpipeline.admin.remote;

import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.Probes;
import io.iotpipeline.admin.cluster.ReadinessPoller;
import io.iotpipeline.admin.cluster.Steps;
import io.iotpipeline.admin.setup.ConnectorSetup;
import io.iotpipeline.admin.setup.Replication;
import io.iotpipeline.admin.setup.SchemaSetup;
import io.iotpipeline.admin.setup.TableSetup;
import io.iotpipeline.admin.setup.TopicSetup;
import io.iotpipeline.admin.status.PipelineStatus;
import io.iotpipeline.schemas.connection.RegistryAccess;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A pipeline on servers that run elsewhere: waits for the servers and sets them up. */
public final class RemoteCluster {

  /** One server, as its clients see it. */
  private record Remote(String name, String address, ReadinessPoller.Probe probe) {}

  private final Pipeline pipeline;
  private final PrintStream out;

  /**
   * @param out where to print what is done and what is waited for
   */
  public RemoteCluster(Pipeline pipeline, PrintStream out) {
    this.pipeline = pipeline;
    this.out = out;
  }

  /** The state of each server: UP or NO ANSWER. */
  public List<PipelineStatus.Service> services() {
    return Stream.of(kafka(), registry(), cassandra(), connect())
        .map(RemoteCluster::service)
        .toList();
  }

  private static PipelineStatus.Service service(Remote server) {
    String error;
    try {
      error = server.probe().error().orElse(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      error = "interrupted";
    }
    return new PipelineStatus.Service(
        server.name(),
        error == null ? "UP" : "NO ANSWER",
        null,
        null,
        null,
        server.address(),
        null,
        error);
  }

  /**
   * Creates or updates topics, schemas, tables and connectors, each as soon as its server answers.
   * A server that does not answer, or a step that fails, does not stop the others. The method is
   * idempotent.
   *
   * @param timeout for each server to answer
   * @throws PipelineException if something is not set up; lists all that is not
   */
  public void setUp(Duration timeout) {
    Steps steps = new Steps();
    if (steps.run(() -> await(kafka(), timeout))) {
      steps.run(() -> out.println("topics        " + new TopicSetup(pipeline).apply()));
    }
    if (steps.run(() -> await(registry(), timeout))) {
      steps.run(() -> out.println("schemas       " + new SchemaSetup(pipeline).apply()));
    }
    if (steps.run(() -> await(cassandra(), timeout))) {
      steps.run(this::setUpTables);
    }
    if (steps.run(() -> await(connect(), timeout))) {
      steps.run(() -> out.println("connectors    " + new ConnectorSetup(pipeline).apply()));
    }
    steps.requireSuccess("Not everything is set up; run setup again when this is solved:");
  }

  private void setUpTables() {
    if (Replication.raise(pipeline)) {
      out.printf(
          "keyspace      iot now has replication factor %d; run this on each node to copy older"
              + " rows: nodetool repair --full iot%n",
          pipeline.endpoints().replicationFactor());
    }
    out.println("tables        " + new TableSetup(pipeline).apply());
  }

  private Remote kafka() {
    String servers = pipeline.bootstrapServers();
    return new Remote("kafka", servers, () -> Probes.kafka(pipeline));
  }

  private Remote registry() {
    String url = RegistryAccess.withoutLogin(pipeline.registryUrl());
    return new Remote("registry", url, () -> Probes.registry(pipeline));
  }

  private Remote cassandra() {
    String nodes = String.join(",", pipeline.endpoints().cassandra());
    return new Remote("cassandra", nodes, () -> CassandraSession.probe(pipeline));
  }

  private Remote connect() {
    String url = pipeline.connectUrl();
    return new Remote("connect", url, () -> Probes.connect(pipeline));
  }

  private void await(Remote server, Duration timeout) {
    Duration waited =
        new ReadinessPoller(server.name(), server.probe(), out, timeout)
            .await(Instant.now(), () -> {}, () -> "\nAddress: " + server.address());
    out.printf(
        "%-13s ready at %s (%.1f s)%n",
        server.name(), server.address(), waited.toMillis() / 1000.0);
  }
}
