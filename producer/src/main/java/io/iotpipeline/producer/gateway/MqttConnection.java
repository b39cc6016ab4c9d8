package io.iotpipeline.producer.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import io.iotpipeline.producer.send.StartupException;
import io.iotpipeline.schemas.connection.ConnectionSettings;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** A connection to the gateway's MQTT server, which is opened again when it breaks. */
final class MqttConnection {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int KEEP_ALIVE_SECONDS = 30;
  private static final int PLAIN_PORT = 1883;
  private static final int TLS_PORT = 8883;

  private final Outage outage;
  private final Mqtt5AsyncClient client;
  private volatile boolean connected;

  private MqttConnection(GatewayEndpoint endpoint, Outage outage) {
    this.outage = outage;
    this.client = client(endpoint);
  }

  /**
   * @throws StartupException names the address and the remedy
   */
  static MqttConnection open(GatewayEndpoint endpoint, Outage outage) {
    MqttConnection connection = new MqttConnection(endpoint, outage);
    connection.connect(endpoint.url());
    return connection;
  }

  Mqtt5AsyncClient client() {
    return client;
  }

  private Mqtt5AsyncClient client(GatewayEndpoint endpoint) {
    URI url = endpoint.url();
    boolean tls = url.getScheme().equals("mqtts");
    Mqtt5ClientBuilder builder =
        Mqtt5Client.builder()
            .identifier("iot-producer-" + UUID.randomUUID())
            .serverHost(url.getHost())
            .serverPort(url.getPort() > 0 ? url.getPort() : tls ? TLS_PORT : PLAIN_PORT)
            .addDisconnectedListener(this::disconnected);
    if (tls) {
      builder = builder.sslConfig(ssl(endpoint));
    }
    String[] login = endpoint.login();
    if (login != null) {
      String password = login.length == 2 ? login[1] : "";
      builder =
          builder
              .simpleAuth()
              .username(login[0])
              .password(password.getBytes(UTF_8))
              .applySimpleAuth();
    }
    return builder.buildAsync();
  }

  /** The system's authorities if there is no trust store. */
  private static MqttClientSslConfig ssl(GatewayEndpoint endpoint) {
    try (DefaultSslEngineFactory stores = endpoint.stores()) {
      KeyStore trusted = stores.truststore();
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      return MqttClientSslConfig.builder().trustManagerFactory(trust).build();
    } catch (GeneralSecurityException e) {
      throw new StartupException(ConnectionSettings.GATEWAY + "ssl.*: " + e.getMessage(), e);
    }
  }

  private void disconnected(MqttClientDisconnectedContext context) {
    boolean again = connected && context.getSource() != MqttDisconnectSource.USER;
    if (again) {
      outage.attemptFailed(context.getCause());
    }
    Duration pause = Duration.ofMillis(200L << Math.min(4, context.getReconnector().getAttempts()));
    context
        .getReconnector()
        .reconnect(again)
        .republishIfSessionExpired(true)
        .delay(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void connect(URI url) {
    try {
      var unused =
          client
              .connectWith()
              .cleanStart(true)
              .keepAlive(KEEP_ALIVE_SECONDS)
              .send()
              .get(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      connected = true;
    } catch (ExecutionException | CompletionException e) {
      if (e.getCause() instanceof Mqtt5ConnAckException refused) {
        throw new StartupException(
            "The gateway at %s refuses: %s; set a valid login: %sbasic.auth.user.info=NAME:TOKEN"
                .formatted(
                    url, refused.getMqttMessage().getReasonCode(), ConnectionSettings.GATEWAY),
            e);
      }
      throw doesNotAnswer(url, e.getCause());
    } catch (TimeoutException e) {
      throw doesNotAnswer(url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupException("interrupted while waiting for " + url, e);
    }
  }

  private static StartupException doesNotAnswer(URI url, Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new StartupException(
        "The gateway does not answer at %s: %s; start the stack with ./pipeline up"
            .formatted(url, root.getMessage() == null ? root : root.getMessage()),
        cause);
  }
}
