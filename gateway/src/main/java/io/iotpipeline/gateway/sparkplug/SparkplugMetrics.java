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
   */
  public SparkplugMetrics(MeterRegistry registry, BirthBudget budget) {
    skipped =
        Counter.builder("iot.gateway.sparkplug.skipped.metrics")
            .description("Metrics of Sparkplug that are no numbers: texts, times, NaN, templates.")
            .register(registry);
    rebirths =
        Counter.builder("iot.gateway.sparkplug.rebirth.requests")
            .description("Commands to edge nodes to send their births again.")
            .register(registry);
    Gauge.builder("iot.gateway.sparkplug.births.bytes", budget, BirthBudget::used)
        .description("Estimated memory of the names and aliases of metrics.")
        .register(registry);
  }

  void skippedMetrics(int count) {
    skipped.increment(count);
  }

  void rebirthRequested() {
    rebirths.increment();
  }
}
