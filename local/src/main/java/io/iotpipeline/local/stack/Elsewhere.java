package io.iotpipeline.local.stack;

import io.iotpipeline.local.setup.ConnectorSetup;
import io.iotpipeline.local.setup.Replication;
import io.iotpipeline.local.setup.SchemaSetup;
import io.iotpipeline.local.setup.TableSetup;
import io.iotpipeline.local.setup.TopicSetup;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A pipeline on servers that somebody else runs: waits for them, and sets them up. */
public final class Elsewhere {

  /** One of those servers, as its clients see it. */
  record Remote(String name, String address, Awaiting.Probe probe) {}

  private final StackSettings settings;
  private final PrintStream out;

  /**
   * @param settings with the endpoints of those servers
   */
  public Elsewhere(StackSettings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  List<Remote> servers() {
    return List.of(kafka(), registry(), cassandra(), connect());
  }

  /**
   * Creates or updates topics, schemas, tables and connectors, each as soon as its server answers;
   * then keeps the endpoints for later verbs. Can be done again at any time.
   *
   * @param patience for each server
   * @throws StartException when a server does not answer in time, or refuses what it is asked to do
   */
  public void setUp(Duration patience) {
    await(kafka(), patience);
    out.println("topics        " + new TopicSetup(settings).apply());
    await(registry(), patience);
    out.println("schemas       " + new SchemaSetup(settings).apply());
    await(cassandra(), patience);
    if (Replication.raise(settings)) {
      out.printf(
          "keyspace      iot keeps %d copies from now on; older rows get theirs by a repair on each"
              + " node: nodetool repair --full iot%n",
          settings.endpoints().replicationFactor());
    }
    out.println("tables        " + new TableSetup(settings).apply());
    await(connect(), patience);
    out.println("connectors    " + new ConnectorSetup(settings).apply());
    settings.save();
  }

  private Remote kafka() {
    String servers = settings.bootstrapServers();
    return new Remote("kafka", servers, () -> Probes.kafka(servers));
  }

  private Remote registry() {
    String url = settings.registryUrl();
    return new Remote("registry", url, () -> Probes.registry(url));
  }

  private Remote cassandra() {
    String nodes = String.join(",", settings.endpoints().cassandra());
    return new Remote("cassandra", nodes, () -> Probes.cassandra(settings));
  }

  private Remote connect() {
    String url = settings.connectUrl();
    return new Remote("connect", url, () -> Probes.connect(url));
  }

  private void await(Remote server, Duration patience) {
    Duration waited =
        new Awaiting(server.name(), server.probe(), out, patience)
            .await(Instant.now(), () -> {}, () -> "\nAsked at " + server.address());
    out.printf(
        "%-13s ready at %s (%.1f s)%n",
        server.name(), server.address(), waited.toMillis() / 1000.0);
  }
}
