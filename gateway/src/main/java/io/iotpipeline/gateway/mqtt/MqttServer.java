package io.iotpipeline.gateway.mqtt;

import io.iotpipeline.gateway.access.Senders;
import io.iotpipeline.gateway.admission.Admission;
import io.iotpipeline.gateway.metrics.GatewayMetrics;
import io.iotpipeline.gateway.server.ProtocolServer;
import io.iotpipeline.gateway.sparkplug.BirthBudget;
import io.iotpipeline.gateway.sparkplug.SparkplugMetrics;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes messages of devices over MQTT 3.1.1 and 5. It is a gateway and no broker: it passes no
 * messages on, keeps no sessions and no retained messages, and any number of clients may have the
 * same client id. So clients can come back to any gateway.
 *
 * <p>A message is acknowledged (PUBACK, PUBREC) when Kafka has acknowledged all its events.
 */
public final class MqttServer implements ProtocolServer {

  /** Vert.x: one free port for all listeners. */
  private static final int ANY_SHARED_PORT = -1;

  private final Vertx vertx;
  private final NetServerOptions options;
  private final MqttServices services;
  private final ConnectionLimit connections;
  private final int listenerCount;
  private final List<MqttListener> listeners = new ArrayList<>();

  /**
   * @param options address and TLS
   * @param maxConnections others are closed at once
   * @param listeners event loops that share the connections
   */
  public MqttServer(
      Vertx vertx,
      NetServerOptions options,
      Senders senders,
      Admission admission,
      GatewayMetrics metrics,
      int maxConnections,
      int listeners) {
    this(
        vertx, options, senders, admission, metrics, maxConnections, listeners, MqttLimits.DEFAULT);
  }

  MqttServer(
      Vertx vertx,
      NetServerOptions options,
      Senders senders,
      Admission admission,
      GatewayMetrics metrics,
      int maxConnections,
      int listeners,
      MqttLimits limits) {
    this.vertx = vertx;
    this.options =
        new NetServerOptions(options)
            .setPort(options.getPort() == 0 ? ANY_SHARED_PORT : options.getPort())
            .setTcpKeepAlive(true);
    this.connections = new ConnectionLimit(maxConnections);
    this.listenerCount = listeners;
    BirthBudget births = new BirthBudget(limits.allBirthBytes());
    this.services =
        new MqttServices(
            senders,
            admission,
            new MqttMetrics(metrics.registry()),
            new SparkplugMetrics(metrics.registry(), births, "server"),
            births,
            new PartialBytes(limits.partialBytes()),
            limits);
    metrics.connections("mqtt", connections::open);
  }

  @Override
  public Future<Void> start() {
    List<Future<Void>> started = new ArrayList<>();
    for (int i = 0; i < listenerCount; i++) {
      started.add(deploy());
    }
    return Future.all(started).mapEmpty();
  }

  private Future<Void> deploy() {
    MqttListener listener = new MqttListener(new NetServerOptions(options), services, connections);
    listeners.add(listener);
    return vertx.deployVerticle(listener, new DeploymentOptions()).mapEmpty();
  }

  /** The port on which it listens. */
  public int port() {
    return listeners.get(0).port();
  }

  /** The number of open connections. */
  public int connections() {
    return connections.open();
  }

  @Override
  public Future<Void> stopTaking() {
    return Future.all(listeners.stream().map(MqttListener::stopTaking).toList()).mapEmpty();
  }

  @Override
  public Future<Void> close() {
    return Future.all(
            listeners.stream()
                .filter(listener -> vertx.deploymentIDs().contains(listener.deploymentID()))
                .map(listener -> vertx.undeploy(listener.deploymentID()))
                .toList())
        .mapEmpty();
  }
}
