package io.iotpipeline.gateway.sparkplug;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The counters of Sparkplug. Thread-safe. */
public final class SparkplugMetrics {

  private final Counter skipped;
  private final Counter rebirths;

  /**
   * @param budget whose use is shown
   * @param source from where the messages come
   */
  public SparkplugMetrics(MeterRegistry registry, BirthBudget budget, String source) {
    skipped =
        Counter.builder("iot.gateway.sparkplug.skipped.metrics")
            .description("Metrics of Sparkplug that are no numbers: texts, times, NaN, templates.")
            .tag("source", source)
            .register(registry);
    rebirths =
        Counter.builder("iot.gateway.sparkplug.rebirth.requests")
            .description("Commands to edge nodes to send their births again.")
            .tag("source", source)
            .register(registry);
    Gauge.builder("iot.gateway.sparkplug.births.bytes", budget, BirthBudget::used)
        .description("Estimated memory of the names and aliases of metrics.")
        .tag("source", source)
        .register(registry);
  }

  void skippedMetrics(int count) {
    skipped.increment(count);
  }

  void rebirthRequested() {
    rebirths.increment();
  }
}
