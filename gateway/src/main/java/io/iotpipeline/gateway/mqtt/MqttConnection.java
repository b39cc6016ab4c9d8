package io.iotpipeline.gateway.mqtt;

import io.iotpipeline.gateway.sparkplug.SparkplugSession;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttReasonCodes.Disconnect;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Vertx;
import io.vertx.core.net.impl.NetSocketInternal;

/**
 * A connection of a client, from its socket to its end: login, order of packets, silence, and when
 * to read no more. Used on the event loop of its socket.
 *
 * <p>Reading pauses while more messages are in work than allowed, or while the client does not read
 * its answers. The client's own buffers fill up then, and it waits.
 */
final class MqttConnection {

  private final Vertx vertx;
  private final NetSocketInternal socket;
  private final MqttServices services;
  private final PartialPackets partialPackets;
  private final PacketWriter writer;
  private MqttSession session;
  private long lastRead = System.nanoTime();
  private long maxSilence;
  private boolean pausedForGood;
  private boolean closed;
  private boolean withWill = true;

  MqttConnection(
      Vertx vertx, NetSocketInternal socket, MqttServices services, PartialPackets partialPackets) {
    this.vertx = vertx;
    this.socket = socket;
    this.services = services;
    this.partialPackets = partialPackets;
    this.writer = new PacketWriter(socket);
    this.maxSilence = services.limits().connectTimeout().toNanos();
    socket.messageHandler(this::handle);
    socket.drainHandler(drained -> updateReading());
    // The close handler comes next, and does all that is to be done.
    socket.exceptionHandler(failure -> {});
  }

  boolean isClosed() {
    return closed;
  }

  private void handle(Object message) {
    try {
      if (message instanceof MqttMessage packet) {
        partialPackets.complete(packet);
        if (!closed) {
          handlePacket(packet);
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void handlePacket(MqttMessage packet) {
    if (session != null) {
      lastRead = System.nanoTime(); // before the login the time is for all of it
    }
    if (packet.decoderResult().isFailure()) {
      malformed(packet.decoderResult().cause());
    } else if (packet instanceof MqttConnectMessage connect) {
      connect(connect);
    } else if (session == null) {
      close(MqttMetrics.Closed.MALFORMED, null);
    } else {
      handleInSession(packet);
      updateReading();
    }
  }

  private void handleInSession(MqttMessage packet) {
    switch (packet.fixedHeader().messageType()) {
      case PUBLISH -> session.publish((MqttPublishMessage) packet);
      case PUBREL ->
          session.release(((MqttMessageIdVariableHeader) packet.variableHeader()).messageId());
      case SUBSCRIBE -> session.subscribe((MqttSubscribeMessage) packet);
      case UNSUBSCRIBE -> session.unsubscribe((MqttUnsubscribeMessage) packet);
      case PINGREQ -> writer.pingResp();
      case DISCONNECT -> disconnected(packet);
      default -> close(MqttMetrics.Closed.MALFORMED, Disconnect.PROTOCOL_ERROR);
    }
  }

  private void malformed(Throwable cause) {
    if (session == null && cause instanceof MqttUnacceptableProtocolVersionException) {
      writer.connAck(
          MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION,
          MqttProperties.NO_PROPERTIES);
    }
    close(
        MqttMetrics.Closed.MALFORMED,
        cause instanceof TooLongFrameException
            ? Disconnect.PACKET_TOO_LARGE
            : Disconnect.MALFORMED_PACKET);
  }

  private void connect(MqttConnectMessage packet) {
    if (session != null) {
      close(MqttMetrics.Closed.MALFORMED, Disconnect.PROTOCOL_ERROR);
      return;
    }
    Login login = Login.check(packet, services.senders());
    if (login.refusal() != null) {
      writer.connAck(login.refusal(), MqttProperties.NO_PROPERTIES);
      close(MqttMetrics.Closed.LOGIN, null);
      return;
    }
    MqttLimits limits = services.limits();
    boolean mqtt5 = Login.isMqtt5(packet);
    Subscriptions subscriptions = new Subscriptions(login.sender(), limits.subscriptions());
    DeviceMessages messages =
        new DeviceMessages(
            services.admission(),
            login.sender(),
            String.valueOf(socket.remoteAddress()),
            new SparkplugSession(
                services.births(),
                limits.birthBytes(),
                limits.rebirthNodes(),
                services.sparkplugMetrics()),
            (topic, payload) -> command(subscriptions, topic, payload));
    session =
        new MqttSession(
            this,
            writer,
            mqtt5,
            messages,
            subscriptions,
            services.metrics(),
            WillMessage.of(packet, limits.willBytes()));
    partialPackets.loggedIn();
    lastRead = System.nanoTime();
    ConnectAnswer answer = new ConnectAnswer(packet, limits);
    maxSilence = answer.keepAlive().toNanos() / 2 * 3;
    writer.connAck(
        MqttConnectReturnCode.CONNECTION_ACCEPTED,
        mqtt5 ? answer.properties() : MqttProperties.NO_PROPERTIES);
  }

  private void command(Subscriptions subscriptions, String topic, byte[] payload) {
    if (!closed && subscriptions.match(topic)) {
      writer.publish(topic, payload);
    }
  }

  private void disconnected(MqttMessage packet) {
    withWill =
        packet.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header
            && header.reasonCode() == Disconnect.DISCONNECT_WITH_WILL_MESSAGE.byteValue();
    close();
  }

  /** A message was answered; perhaps there is room for others. */
  void workDone() {
    if (!closed) {
      updateReading();
    }
  }

  /** Takes no more messages; what is in work is still answered. */
  void pause() {
    pausedForGood = true;
    updateReading();
  }

  /**
   * A message could not be taken, and MQTT has no answer that makes this client send it again on
   * this connection. Nothing more is read, and after a while the connection is closed: the client,
   * which still has the message, connects again and sends it again. Waiting with the message would
   * need memory for the messages of all clients; closing at once would make all clients come back
   * at once.
   */
  void closeAfterPause() {
    if (!pausedForGood) {
      pause();
      vertx.setTimer(
          services.limits().pause().toMillis(),
          timer -> close(MqttMetrics.Closed.REFUSED, Disconnect.SERVER_BUSY));
    }
  }

  private void updateReading() {
    boolean full = session != null && session.inWork() > services.limits().inWork();
    boolean read = !pausedForGood && !full && !socket.writeQueueFull();
    var config = socket.channelHandlerContext().channel().config();
    if (config.isAutoRead() != read) {
      config.setAutoRead(read);
      lastRead = System.nanoTime();
      partialPackets.restart();
    }
  }

  /**
   * Closes the connection if nothing, or only a part of a packet, has come for too long, though
   * there was room for it.
   */
  void closeIfSilent(long nanoTime) {
    boolean waitsForUs = session != null && session.inWork() > 0;
    boolean silent = !waitsForUs && nanoTime - lastRead > maxSilence;
    boolean reads = socket.channelHandlerContext().channel().config().isAutoRead();
    if (!closed && (silent || (reads && partialPackets.isLate(nanoTime)))) {
      close(MqttMetrics.Closed.SILENT, Disconnect.KEEP_ALIVE_TIMEOUT);
    }
  }

  /**
   * @param toClient the reason that a client of MQTT 5 gets; null: none
   */
  void close(MqttMetrics.Closed reason, Disconnect toClient) {
    if (closed) {
      return;
    }
    services.metrics().closed(reason);
    if (session != null && toClient != null) {
      session.disconnect(toClient);
    }
    close();
  }

  private void close() {
    closed = true;
    var unused = socket.close();
  }

  /** The socket is closed. */
  void ended() {
    closed = true;
    if (session != null) {
      session.end(withWill);
    }
  }
}
