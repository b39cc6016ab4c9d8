package io.iotpipeline.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders.ConnAckPropertiesBuilder;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.time.Duration;
import java.util.UUID;

/**
 * What CONNACK has for a client that has logged in.
 *
 * @param connect its CONNECT
 */
record ConnectAnswer(MqttConnectMessage connect, MqttLimits limits) {

  /** That of the client, or the longest that is allowed. */
  Duration keepAlive() {
    Duration limit = limits.keepAlive();
    Duration requested = Duration.ofSeconds(connect.variableHeader().keepAliveTimeSeconds());
    return requested.isZero() || requested.compareTo(limit) > 0 ? limit : requested;
  }

  /** What the gateway has not, and its limits; a client of MQTT 5 keeps to them. */
  MqttProperties properties() {
    ConnAckPropertiesBuilder properties =
        new ConnAckPropertiesBuilder()
            .sessionExpiryInterval(0)
            .receiveMaximum(limits.inWork())
            .maximumPacketSize(limits.packetBytes())
            .retainAvailable(false)
            .sharedSubscriptionAvailable(false)
            .subscriptionIdentifiersAvailable(false);
    int seconds = (int) keepAlive().toSeconds();
    if (seconds != connect.variableHeader().keepAliveTimeSeconds()) {
      properties.serverKeepAlive(seconds);
    }
    if (connect.payload().clientIdentifier().isEmpty()) {
      properties.assignedClientId(UUID.randomUUID().toString());
    }
    return properties.build();
  }
}
