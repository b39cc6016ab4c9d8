package io.iotpipeline.producer.gateway;

import io.iotpipeline.schemas.connection.ConnectionSettings;
import io.iotpipeline.schemas.connection.HttpAccess;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * Where the gateway is, and how to log in.
 *
 * @param settings those of {@link HttpAccess}, without a prefix
 */
public record GatewayEndpoint(URI url, Map<String, String> settings) {

  private static final String USER_INFO = "basic.auth.user.info";
  private static final String TOKEN = "bearer.auth.token";

  public GatewayEndpoint {
    settings = Map.copyOf(settings);
  }

  HttpAccess access() {
    return HttpAccess.of(ConnectionSettings.GATEWAY, settings);
  }

  /** User name and password; null if there is no login. */
  String[] login() {
    if (settings.containsKey(TOKEN)) {
      throw new ConfigException(
          "%s%s has no user name, which MQTT needs: give %s%s=NAME:TOKEN"
              .formatted(ConnectionSettings.GATEWAY, TOKEN, ConnectionSettings.GATEWAY, USER_INFO));
    }
    return settings.containsKey(USER_INFO) ? settings.get(USER_INFO).split(":", 2) : null;
  }

  /**
   * The trust store and the key store.
   *
   * @throws ConfigException if a store cannot be read
   */
  DefaultSslEngineFactory stores() {
    Map<String, String> ssl = new HashMap<>(settings);
    ssl.keySet().removeIf(key -> !key.startsWith("ssl."));
    DefaultSslEngineFactory stores = new DefaultSslEngineFactory();
    try {
      stores.configure(new ConfigDef().withClientSslSupport().parse(ssl));
      return stores;
    } catch (KafkaException e) {
      throw new ConfigException(ConnectionSettings.GATEWAY + "ssl.*: " + e.getMessage());
    }
  }
}
