package io.iotpipeline.streamsapp.metrics;

import io.iotpipeline.schemas.RejectionReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the processors count; one for all threads, and cheap enough for every event.
 *
 * <p>Counted is what was processed since the process began. Work that a rolled back transaction
 * makes the app do twice is counted twice; the topics are exact, these figures are for watching.
 */
public final class PipelineMetrics {

  private final MeterRegistry registry;
  private final LongAdder validated = new LongAdder();
  private final Map<RejectionReason, LongAdder> rejected = new EnumMap<>(RejectionReason.class);
  private final LongAdder updates = new LongAdder();
  private final LagHistogram clockLag =
      new LagHistogram(
          "iot_sensor_clock_lag_seconds",
          "Wall clock minus the sensor's clock, at each event admitted.",
          1,
          5,
          15,
          60,
          300,
          900,
          3_600,
          21_600,
          86_400,
          604_800,
          2_592_000);
  private final LagHistogram emitLag =
      new LagHistogram(
          "iot_emit_lag_seconds",
          "How long after it was due an aggregate update left.",
          0.01,
          0.05,
          0.1,
          0.25,
          0.5,
          1,
          2.5,
          5,
          10,
          30,
          60);

  public PipelineMetrics(PrometheusMeterRegistry registry) {
    this.registry = registry;
    events("validated", "none", validated);
    for (RejectionReason reason : RejectionReason.values()) {
      LongAdder count = new LongAdder();
      rejected.put(reason, count);
      events("rejected", reason.name(), count);
    }
    FunctionCounter.builder("iot.aggregate.updates", updates, LongAdder::sum)
        .description("Updates sent to hourly-aggregates.")
        .register(registry);
    registry.getPrometheusRegistry().register(clockLag);
    registry.getPrometheusRegistry().register(emitLag);
  }

  /** An event was sent to validated-events. */
  public void validated() {
    validated.increment();
  }

  /** A record was sent to quarantine. */
  public void rejected(RejectionReason reason) {
    rejected.get(reason).increment();
  }

  /**
   * Updates of hourly aggregates were sent.
   *
   * @param lagMs wall clock now minus when they were due, milliseconds
   */
  public void emitted(long count, long lagMs) {
    updates.add(count);
    emitLag.record(lagMs, count);
  }

  /**
   * An event was admitted.
   *
   * @param lagMs wall clock minus the sensor's clock after this event, milliseconds
   */
  public void clockLag(long lagMs) {
    clockLag.record(lagMs, 1);
  }

  /** An alert was sent. Rare by nature, so it is looked up by its severity. */
  public void alerted(String severity) {
    Counter.builder("iot.alerts")
        .description("Alerts sent.")
        .tag("severity", severity)
        .register(registry)
        .increment();
  }

  private void events(String outcome, String reason, LongAdder count) {
    FunctionCounter.builder("iot.events", count, LongAdder::sum)
        .description("Records of sensor-events, by what became of them.")
        .tag("outcome", outcome)
        .tag("reason", reason)
        .register(registry);
  }
}
