package io.iotpipeline.benchmarks.gateway;

/**
 * A load. Each connection sends a message, waits for its answer, and sends the next one.
 *
 * @param protocol HTTP with JSON over connections that stay open, or MQTT 3.1.1 with QoS 1
 * @param batch events of each message
 * @param connections number of connections
 */
public record Scenario(Protocol protocol, int batch, int connections) {

  private static final int EVENTS_AT_ONCE = 6400;
  private static final int MIN_HTTP_CONNECTIONS = 16;
  private static final int MAX_HTTP_CONNECTIONS = 256;

  /** Enough connections that an answer that takes 20 ms does not limit the rate. */
  public static Scenario http(int batch) {
    int connections =
        Math.max(MIN_HTTP_CONNECTIONS, Math.min(MAX_HTTP_CONNECTIONS, EVENTS_AT_ONCE / batch));
    return new Scenario(Protocol.HTTP, batch, connections);
  }

  public static Scenario mqtt(int connections) {
    return new Scenario(Protocol.MQTT, 1, connections);
  }
}
