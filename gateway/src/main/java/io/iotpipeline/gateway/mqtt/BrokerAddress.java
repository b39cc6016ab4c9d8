package io.iotpipeline.gateway.mqtt;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/**
 * Which broker to take messages from, and as whom: {@code mqtt[s]://HOST[:PORT][?client-id=ID
 * &sparkplug=false]}.
 *
 * @param clientId the broker keeps the session under it: the same after a restart, and another one
 *     for each gateway
 * @param sparkplug whether to take messages of Sparkplug
 */
record BrokerAddress(String host, int port, boolean tls, String clientId, boolean sparkplug) {

  private static final Set<String> PLAIN_SCHEMES = Set.of("mqtt", "tcp");
  private static final Set<String> TLS_SCHEMES = Set.of("mqtts", "ssl");
  private static final int PORT = 1883;
  private static final int TLS_PORT = 8883;

  /**
   * @param defaultClientId used if the address names none
   * @throws ConfigException if it is another address
   */
  static BrokerAddress parse(URI uri, String defaultClientId) {
    boolean tls = TLS_SCHEMES.contains(String.valueOf(uri.getScheme()));
    boolean plain = PLAIN_SCHEMES.contains(String.valueOf(uri.getScheme()));
    if (uri.getHost() == null || (!tls && !plain)) {
      throw problem(uri);
    }
    String clientId = defaultClientId;
    boolean sparkplug = true;
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    for (String parameter : query.split("&", -1)) {
      if (parameter.startsWith("client-id=") && !parameter.endsWith("=")) {
        clientId =
            URLDecoder.decode(parameter.substring("client-id=".length()), StandardCharsets.UTF_8);
      } else if (parameter.equals("sparkplug=false")) {
        sparkplug = false;
      } else if (!parameter.isEmpty() && !parameter.equals("sparkplug=true")) {
        throw problem(uri);
      }
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? TLS_PORT : PORT;
    return new BrokerAddress(uri.getHost(), port, tls, clientId, sparkplug);
  }

  private static ConfigException problem(URI uri) {
    return new ConfigException(
        "mqtt.broker",
        uri,
        "expected mqtt[s]://HOST[:PORT][?client-id=ID&sparkplug=false], such as"
            + " mqtt://127.0.0.1:1884");
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
