package io.iotpipeline.producer.gateway;

import java.util.Locale;
import java.util.Set;

/** The way of the events into Kafka. */
public enum Via {
  /** Without the gateway. */
  KAFKA("", Set.of()),
  HTTP("http://127.0.0.1:8094", Set.of("http", "https")),
  MQTT("mqtt://127.0.0.1:1883", Set.of("mqtt", "mqtts"));

  private final String defaultGateway;

  @SuppressWarnings("ImmutableEnumChecker") // it is a Set.of
  private final Set<String> schemes;

  Via(String defaultGateway, Set<String> schemes) {
    this.defaultGateway = defaultGateway;
    this.schemes = schemes;
  }

  /** The URL of a gateway on this machine. */
  public String defaultGateway() {
    return defaultGateway;
  }

  /** Of the gateway's URL: without and with TLS. */
  public Set<String> schemes() {
    return schemes;
  }

  /** As on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
