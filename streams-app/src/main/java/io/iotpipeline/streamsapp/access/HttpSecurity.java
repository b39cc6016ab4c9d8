package io.iotpipeline.streamsapp.access;

import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * The certificates and tokens of an instance. It uses them as a server, and as a client of the
 * other instances, which have the same settings.
 *
 * @param certificates empty: no TLS
 * @param read the token for everything but health checks and metrics
 * @param metrics the token for the metrics
 */
public record HttpSecurity(
    Optional<Certificates> certificates, BearerToken read, BearerToken metrics) {

  /** No TLS, and no token is required. */
  public static final HttpSecurity OPEN = of(AccessConfig.OPEN);

  /**
   * @throws ConfigException if a key store or a trust store cannot be read
   */
  public static HttpSecurity of(AccessConfig config) {
    return new HttpSecurity(
        config.ssl().isEmpty() ? Optional.empty() : Optional.of(new Certificates(config.ssl())),
        config.read(),
        config.metrics());
  }

  /** The scheme of the URLs of all instances. */
  public String scheme() {
    return certificates.isPresent() ? "https" : "http";
  }
}
