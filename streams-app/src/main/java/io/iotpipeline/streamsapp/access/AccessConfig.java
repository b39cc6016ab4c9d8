package io.iotpipeline.streamsapp.access;

import java.util.Map;

/**
 * The settings of HTTPS and of the tokens. Its text has no passwords and no tokens.
 *
 * @param ssl key store and trust store, with the names of Kafka's settings, such as {@code
 *     ssl.keystore.location}; passwords are of Kafka's type {@code Password}. Empty: no TLS
 * @param read the token for everything but health checks and metrics
 * @param metrics the token for the metrics
 */
public record AccessConfig(Map<String, Object> ssl, BearerToken read, BearerToken metrics) {

  /** No TLS, and no token is required. */
  public static final AccessConfig OPEN =
      new AccessConfig(Map.of(), BearerToken.NONE, BearerToken.NONE);

  public AccessConfig {
    ssl = Map.copyOf(ssl);
  }
}
