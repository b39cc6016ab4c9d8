package io.iotpipeline.gateway.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientConnectedContext;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.iotpipeline.gateway.access.Sender;
import io.iotpipeline.gateway.admission.Admission;
import io.iotpipeline.gateway.config.GatewayConfig;
import io.iotpipeline.gateway.metrics.GatewayMetrics;
import io.iotpipeline.gateway.server.ProtocolServer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages of devices from another broker, with MQTT 5, and acknowledges each to it when
 * Kafka has acknowledged its events. The broker keeps the session while the gateway is away, so
 * that messages of quality of service 1 and 2 are not lost.
 *
 * <p>Gateways share the messages in JSON: the broker gives each to one of them. Those of Sparkplug
 * they cannot share, because all messages of a node must be read by the same gateway: each gateway
 * subscribes to all. Two gateways then write the same events, with the same ids, which count once;
 * {@code sparkplug=false} in the address spares all but one of them this work.
 */
public final class MqttBrokerClient implements ProtocolServer {

  private static final Logger LOG = LoggerFactory.getLogger(MqttBrokerClient.class);

  private static final Sender BROKER = new Sender("mqtt-broker", List.of("*"));

  /** Bytes of messages without acknowledgement. */
  private static final long MAX_HELD_BYTES = 64L * 1024 * 1024;

  private static final int KEEP_ALIVE_SECONDS = 30;
  private static final Duration SESSION_EXPIRY = Duration.ofDays(7);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final BrokerAddress address;
  private final Vertx vertx;
  private final Context context;
  private final Mqtt5AsyncClient client;
  private final DeviceMessages messages;
  private final MqttMetrics metrics;
  private final HeldMessages held = new HeldMessages(MAX_HELD_BYTES);
  private boolean overflowing;
  private volatile boolean stopping;

  /**
   * @param config with a broker
   */
  public MqttBrokerClient(
      Vertx vertx, GatewayConfig config, Admission admission, GatewayMetrics metrics) {
    this.address = BrokerAddress.parse(config.mqttBroker().orElseThrow(), hostClientId());
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.client = BrokerClients.build(address, config, this::connected, this::disconnected);
    this.metrics = new MqttMetrics(metrics.registry());
    this.messages =
        new DeviceMessages(
            admission,
            BROKER,
            address.toString(),
            BrokerClients.newSparkplugSession(metrics),
            this::command);
  }

  private static String hostClientId() {
    try {
      return "iot-gateway-" + InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "iot-gateway";
    }
  }

  /**
   * Completes at once: a broker that is away must not keep the gateway's other servers from their
   * work. The client connects as soon as it can.
   */
  @Override
  public Future<Void> start() {
    client.publishes(
        MqttGlobalPublishFilter.ALL,
        this::take,
        task -> context.runOnContext(ignored -> task.run()),
        true);
    connect();
    return Future.succeededFuture();
  }

  private void connect() {
    var unused =
        client
            .connectWith()
            .cleanStart(false)
            .sessionExpiryInterval(SESSION_EXPIRY.toSeconds())
            .keepAlive(KEEP_ALIVE_SECONDS)
            .restrictions()
            .maximumPacketSize(MqttLimits.DEFAULT.packetBytes())
            .applyRestrictions()
            .send();
  }

  /**
   * Births have quality of service 0, so those of the time without a connection are lost, and with
   * them perhaps the meaning of an alias: all are forgotten, and nodes are asked for new ones.
   */
  private void connected(MqttClientConnectedContext connected) {
    boolean known = ((Mqtt5ClientConnectedContext) connected).getConnAck().isSessionPresent();
    LOG.info(
        "Connected to the MQTT broker {} as {}, {} session",
        address,
        address.clientId(),
        known ? "with its old" : "with a new");
    context.runOnContext(ignored -> messages.close());
    var unused =
        client
            .subscribe(BrokerClients.subscriptions(address))
            .whenComplete(
                (answer, failure) -> {
                  if (failure != null) {
                    LOG.error(
                        "The MQTT broker {} refuses a subscription: {}; the gateway needs the right"
                            + " to subscribe to {} and spBv1.0/#, and to publish to spBv1.0/+/NCMD/+",
                        address,
                        failure.getMessage(),
                        BrokerClients.SHARED_EVENTS);
                  }
                });
  }

  private void disconnected(MqttClientDisconnectedContext disconnected) {
    if (!stopping && disconnected.getSource() != MqttDisconnectSource.USER) {
      LOG.warn(
          "Not connected to the MQTT broker {}: {}. If another client has taken the session over,"
              + " give each gateway a client-id of its own",
          address,
          disconnected.getCause().getMessage());
    }
  }

  private void take(Mqtt5Publish publish) {
    if (stopping) {
      return; // it stays with the broker, without acknowledgement
    }
    boolean room = held.add(publish);
    if (!room) {
      overflow();
    }
    if (!overflowing) {
      admit(publish, messages.read(publish.getTopic().toString(), publish.getPayloadAsBytes()));
    }
  }

  /**
   * Tries again until Kafka has it: the broker would send it again only after another connection.
   */
  private void admit(Mqtt5Publish publish, DeviceMessages.Message message) {
    if (!held.contains(publish)) {
      return; // its connection has ended, and the broker sends it again
    }
    messages
        .admit(message)
        .onSuccess(
            answer -> {
              metrics.answered(answer);
              if (!answer.temporary()) {
                held.acknowledge(publish);
              } else if (publish.getQos() == MqttQos.AT_MOST_ONCE) {
                metrics.dropped();
                held.acknowledge(publish);
              } else {
                vertx.setTimer(RETRY.toMillis(), timer -> admit(publish, message));
              }
            });
  }

  /**
   * The broker sends faster than Kafka takes. MQTT 5 has a receive maximum against that, but
   * Mosquitto 2.0.11 sends four times as much as it may, and then its connection has to end. So the
   * bound is here: the connection ends, the broker keeps all messages, and sends them again.
   */
  private void overflow() {
    if (overflowing) {
      return;
    }
    overflowing = true;
    LOG.warn("The MQTT broker {} sends faster than Kafka takes; waiting with it", address);
    var unused =
        disconnect()
            .onComplete(
                disconnected ->
                    context.runOnContext(
                        now -> vertx.setTimer(RETRY.toMillis(), timer -> reconnect())));
  }

  private void reconnect() {
    held.abandon();
    overflowing = false;
    if (!stopping) {
      connect();
    }
  }

  private Future<Void> disconnect() {
    return Future.fromCompletionStage(
        client.disconnectWith().sessionExpiryInterval(SESSION_EXPIRY.toSeconds()).send());
  }

  private void command(String topic, byte[] payload) {
    var unused =
        client.publishWith().topic(topic).qos(MqttQos.AT_MOST_ONCE).payload(payload).send();
  }

  /** Messages that come now stay without acknowledgement: the broker sends them again later. */
  @Override
  public Future<Void> stopTaking() {
    return Future.future(
        stopped ->
            context.runOnContext(
                ignored -> {
                  stopping = true;
                  stopped.complete();
                }));
  }

  /** The broker keeps the session. */
  @Override
  public Future<Void> close() {
    return stopTaking().compose(stopped -> disconnect()).otherwiseEmpty();
  }
}
