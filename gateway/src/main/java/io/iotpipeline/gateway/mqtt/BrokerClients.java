package io.iotpipeline.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedListener;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedListener;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import io.iotpipeline.gateway.config.GatewayConfig;
import io.iotpipeline.gateway.metrics.GatewayMetrics;
import io.iotpipeline.gateway.sparkplug.BirthBudget;
import io.iotpipeline.gateway.sparkplug.SparkplugMetrics;
import io.iotpipeline.gateway.sparkplug.SparkplugSession;
import io.iotpipeline.gateway.sparkplug.SparkplugTopic;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The settings of the client of another broker. */
final class BrokerClients {

  static final String SHARED_EVENTS = "$share/iot-gateway/" + EventsTopic.FILTER;

  private static final int MAX_REBIRTH_NODES = 10_000;

  private static final Duration FIRST_RECONNECT = Duration.ofMillis(500);
  private static final Duration LAST_RECONNECT = Duration.ofSeconds(30);

  private BrokerClients() {}

  static Mqtt5AsyncClient build(
      BrokerAddress address,
      GatewayConfig config,
      MqttClientConnectedListener connected,
      MqttClientDisconnectedListener disconnected) {
    Mqtt5ClientBuilder builder =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier(address.clientId())
            .serverHost(address.host())
            .serverPort(address.port())
            .automaticReconnect()
            .initialDelay(FIRST_RECONNECT.toMillis(), TimeUnit.MILLISECONDS)
            .maxDelay(LAST_RECONNECT.toMillis(), TimeUnit.MILLISECONDS)
            .applyAutomaticReconnect()
            .addConnectedListener(connected)
            .addDisconnectedListener(disconnected);
    if (address.tls()) {
      builder = builder.sslWithDefaultConfig();
    }
    if (config.mqttBrokerUsername().isPresent()) {
      String password = config.mqttBrokerPassword().map(p -> p.value()).orElse("");
      builder =
          builder
              .simpleAuth()
              .username(config.mqttBrokerUsername().get())
              .password(password.getBytes(UTF_8))
              .applySimpleAuth();
    }
    return builder.buildAsync();
  }

  /** Events are shared; messages of Sparkplug come without those that this client sends. */
  static Mqtt5Subscribe subscriptions(BrokerAddress address) {
    var subscribe =
        Mqtt5Subscribe.builder()
            .addSubscription(
                Mqtt5Subscription.builder()
                    .topicFilter(SHARED_EVENTS)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .build());
    if (address.sparkplug()) {
      subscribe =
          subscribe.addSubscription(
              Mqtt5Subscription.builder()
                  .topicFilter(SparkplugTopic.NAMESPACE + "/#")
                  .qos(MqttQos.AT_LEAST_ONCE)
                  .noLocal(true)
                  .retainHandling(Mqtt5RetainHandling.DO_NOT_SEND)
                  .build());
    }
    return subscribe.build();
  }

  /** All nodes of the broker come over its one connection, which therefore has all the memory. */
  static SparkplugSession newSparkplugSession(GatewayMetrics metrics) {
    long limit = MqttLimits.DEFAULT.allBirthBytes();
    BirthBudget births = new BirthBudget(limit);
    return new SparkplugSession(
        births,
        limit,
        MAX_REBIRTH_NODES,
        new SparkplugMetrics(metrics.registry(), births, "broker"));
  }
}
