package io.iotpipeline.gateway.metrics;

import io.iotpipeline.vertxserver.ServerMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The metrics of the gateway, in Prometheus' format. Thread-safe. Labels have values of the gateway
 * only, never those of clients, so the number of series is bounded.
 */
public final class GatewayMetrics implements AutoCloseable {

  private static final List<String> REFUSALS = List.of("busy", "rate", "too_large", "unavailable");

  private final ServerMetrics server = new ServerMetrics();
  private final MeterRegistry registry = server.registry();
  private final Map<String, Timer> acknowledge = new ConcurrentHashMap<>();
  private final Counter skippedTexts =
      Counter.builder("iot.gateway.skipped.texts")
          .description("Fields of the line protocol that were left out because they are texts.")
          .register(registry);
  private final Counter replacedProducers =
      Counter.builder("iot.gateway.replaced.producers")
          .description("Kafka producers that were replaced after a fatal error.")
          .register(registry);

  /** Counts a message that Kafka has acknowledged. */
  public void acknowledged(String protocol, int events, int unreadable, long nanos) {
    events(protocol, "accepted", events);
    events(protocol, "unreadable", unreadable);
    acknowledge.computeIfAbsent(protocol, this::timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(String protocol) {
    return Timer.builder("iot.gateway.acknowledge")
        .description("Time from a message that was read to Kafka's acknowledgement.")
        .tag("protocol", protocol)
        .serviceLevelObjectives(
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(25),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30))
        .register(registry);
  }

  public void forbidden(String protocol, int events) {
    events(protocol, "forbidden", events);
  }

  private void events(String protocol, String outcome, int events) {
    if (events > 0) {
      registry
          .counter("iot.gateway.events", "protocol", protocol, "outcome", outcome)
          .increment(events);
    }
  }

  /**
   * Counts a message of which nothing was acknowledged.
   *
   * @param reason {@code busy}, {@code rate}, {@code too_large} or {@code unavailable}
   */
  public void refused(String protocol, String reason) {
    refusals(protocol, reason).increment();
  }

  private Counter refusals(String protocol, String reason) {
    return registry.counter("iot.gateway.refused", "protocol", protocol, "reason", reason);
  }

  public void httpResponse(int status) {
    registry.counter("iot.gateway.http.responses", "status", Integer.toString(status)).increment();
  }

  public void textSkipped() {
    skippedTexts.increment();
  }

  public void producerReplaced() {
    replacedProducers.increment();
  }

  /** Shows the open connections of a protocol. */
  public void connections(String protocol, Supplier<Number> count) {
    REFUSALS.forEach(reason -> refusals(protocol, reason)); // 0 first, so that rates see each
    Gauge.builder("iot.gateway.connections", count)
        .description("Open connections.")
        .tag("protocol", protocol)
        .register(registry);
  }

  /** Shows the bytes that wait for Kafka's acknowledgement. */
  public void bytesInFlight(Supplier<Number> bytes) {
    Gauge.builder("iot.gateway.in.flight.bytes", bytes)
        .description("Bytes of records that wait for Kafka's acknowledgement.")
        .register(registry);
  }

  /** For further metrics, such as those of Kafka's clients. */
  public MeterRegistry registry() {
    return registry;
  }

  /** All metrics, in Prometheus' text format. */
  public String scrape() {
    return server.scrape();
  }

  @Override
  public void close() {
    server.close();
  }
}
