package io.iotpipeline.api.metrics;

import io.iotpipeline.vertxserver.ServerMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of the API, in Prometheus' format. Thread-safe. Labels have values of the API only,
 * never those of clients or devices, so the number of series is bounded.
 */
public final class ApiMetrics implements AutoCloseable {

  private final ServerMetrics server = new ServerMetrics();
  private final MeterRegistry registry = server.registry();

  /**
   * Counts an answer.
   *
   * @param route its path, with names for the variable parts
   */
  public void answered(String route, int status, long nanos) {
    registry
        .counter("iot.api.responses", "route", route, "status", Integer.toString(status))
        .increment();
    Timer.builder("iot.api.response")
        .description("Time from a request to its answer.")
        .tag("route", route)
        .serviceLevelObjectives(
            Duration.ofMillis(5),
            Duration.ofMillis(25),
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10))
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Counts records of a topic that were read. */
  public void read(String topic, int records) {
    if (records > 0) {
      registry.counter("iot.api.read.records", "topic", topic).increment(records);
    }
  }

  /** Counts a record that is not of its schema, and is left out. */
  public void unreadable(String topic) {
    registry.counter("iot.api.unreadable.records", "topic", topic).increment();
  }

  /** Counts live events that a client was too slow for. */
  public void dropped(int events) {
    registry.counter("iot.api.live.dropped").increment(events);
  }

  /** Shows a number, such as the sensors of the register. */
  public void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder("iot.api." + name, value).description(description).register(registry);
  }

  /** Shows a number that only grows, of something that lives as long as this. */
  public <T> void counter(String name, String description, T of, ToDoubleFunction<T> value) {
    FunctionCounter.builder("iot.api." + name, of, value)
        .description(description)
        .register(registry);
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
