package io.iotpipeline.gateway.mqtt;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttReasonCodes.Disconnect;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;

/**
 * The connections of one event loop. Vert.x deals new connections out to all listeners of a port.
 */
final class MqttListener extends AbstractVerticle {

  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
  private static final int MAX_CLIENT_ID_LENGTH = 1024;

  private final NetServerOptions options;
  private final MqttServices services;
  private final ConnectionLimit limit;
  private final Set<MqttConnection> connections = new HashSet<>();
  private NetServer server;
  private boolean stopping;

  MqttListener(NetServerOptions options, MqttServices services, ConnectionLimit limit) {
    this.options = options;
    this.services = services;
    this.limit = limit;
  }

  @Override
  public void start(Promise<Void> started) {
    server = vertx.createNetServer(options).connectHandler(this::accept);
    vertx.setPeriodic(CHECK_INTERVAL.toMillis(), timer -> closeSilent());
    server.listen().<Void>mapEmpty().onComplete(started);
  }

  int port() {
    return server.actualPort();
  }

  private void accept(NetSocket socket) {
    if (stopping || !limit.enter()) {
      services.metrics().closed(stopping ? MqttMetrics.Closed.STOP : MqttMetrics.Closed.LIMIT);
      var unused = socket.close();
      return;
    }
    // The only use of an internal interface of Vert.x: the way to Netty's codec.
    NetSocketInternal internal = (NetSocketInternal) socket;
    PartialPackets partialPackets = new PartialPackets(services.partialBytes(), services.limits());
    ChannelPipeline pipeline = internal.channelHandlerContext().pipeline();
    pipeline.addBefore("handler", "mqttEncoder", MqttEncoder.INSTANCE);
    pipeline.addBefore("handler", "partialPackets", partialPackets);
    pipeline.addBefore(
        "handler",
        "mqttDecoder",
        new MqttDecoder(services.limits().packetBytes(), MAX_CLIENT_ID_LENGTH));
    MqttConnection connection = new MqttConnection(vertx, internal, services, partialPackets);
    connections.add(connection);
    socket.closeHandler(
        closed -> {
          connections.remove(connection);
          limit.leave();
          connection.ended();
        });
  }

  private void closeSilent() {
    long now = System.nanoTime();
    connections.forEach(connection -> connection.closeIfSilent(now));
  }

  /** Reads nothing more; what is in work is still answered. */
  Future<Void> stopTaking() {
    Promise<Void> stopped = Promise.promise();
    context.runOnContext(
        ignored -> {
          stopping = true;
          connections.forEach(MqttConnection::pause);
          stopped.complete();
        });
    return stopped.future();
  }

  @Override
  public void stop(Promise<Void> stopped) {
    for (MqttConnection connection : new ArrayList<>(connections)) {
      connection.close(MqttMetrics.Closed.STOP, Disconnect.SERVER_SHUTTING_DOWN);
    }
    server.close().onComplete(stopped);
  }
}
