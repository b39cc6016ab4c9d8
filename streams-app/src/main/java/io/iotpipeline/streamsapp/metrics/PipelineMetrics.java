package io.iotpipeline.streamsapp.metrics;

import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.streamsapp.register.Inflow;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/**
 * The metrics of the processors; shared by all threads, and cheap enough for every event.
 *
 * <p>The counters start at 0 with the process. Records that are processed again after an aborted
 * transaction are counted again. For exact numbers, count the records of the topics.
 */
public final class PipelineMetrics {

  private final MeterRegistry registry;
  private final LongAdder validated = new LongAdder();
  private final Map<RejectionReason, LongAdder> rejected = new EnumMap<>(RejectionReason.class);
  private final LongAdder updates = new LongAdder();
  private final LongAdder registered = new LongAdder();
  private final LongAdder ignoredDescriptions = new LongAdder();
  private final LagHistogram clockLag =
      new LagHistogram(
          "iot_sensor_clock_lag_seconds",
          "Wall clock minus the sensor's clock, for each accepted event.",
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
          "Delay of an aggregate update after it was due.",
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
    FunctionCounter.builder("iot.register.updates", registered, LongAdder::sum)
        .description("Updates sent to sensors.")
        .register(registry);
    FunctionCounter.builder("iot.descriptions.ignored", ignoredDescriptions, LongAdder::sum)
        .description("Records of sensor-descriptions that are no description.")
        .register(registry);
    registry.getPrometheusRegistry().register(clockLag);
    registry.getPrometheusRegistry().register(emitLag);
  }

  /** Counts an event that was sent to validated-events. */
  public void validated() {
    validated.increment();
  }

  /** Counts a record that was sent to quarantine. */
  public void rejected(RejectionReason reason) {
    rejected.get(reason).increment();
  }

  /**
   * Counts updates that were sent to hourly-aggregates.
   *
   * @param lagMs wall clock minus the time when they were due, in ms
   */
  public void emitted(long count, long lagMs) {
    updates.add(count);
    emitLag.record(lagMs, count);
  }

  /**
   * Records the lag of a sensor's clock at an accepted event.
   *
   * @param lagMs wall clock minus the sensor's clock after this event, in ms
   */
  public void clockLag(long lagMs) {
    clockLag.record(lagMs, 1);
  }

  /** Counts an update that was sent to the register of sensors. */
  public void registered() {
    registered.increment();
  }

  /** Counts a record of sensor-descriptions that is no description. */
  public void descriptionIgnored() {
    ignoredDescriptions.increment();
  }

  /** Adds gauges of what arrives, and of the sensors of this instance by their state. */
  public void observe(Inflow inflow) {
    Gauge.builder("iot.inflow.stopped", inflow, each -> each.isStopped() ? 1 : 0)
        .description(
            "1 while no event arrives, at all or in a partition, though ten sensors or more usually"
                + " send.")
        .register(registry);
    sensors("ACTIVE", inflow, Inflow.Fleet::active);
    sensors("SILENT", inflow, Inflow.Fleet::silent);
    sensors("NEVER_HEARD", inflow, Inflow.Fleet::neverHeard);
  }

  private void sensors(String state, Inflow inflow, ToLongFunction<Inflow.Fleet> count) {
    Gauge.builder("iot.sensors", inflow, each -> count.applyAsLong(each.fleet()))
        .description("Sensors in the active tasks of this instance, by their state.")
        .tag("state", state)
        .register(registry);
  }

  /** Counts an alert. Alerts are rare, so a lookup of the counter is cheap enough. */
  public void alerted(String severity) {
    Counter.builder("iot.alerts")
        .description("Alerts sent.")
        .tag("severity", severity)
        .register(registry)
        .increment();
  }

  private void events(String outcome, String reason, LongAdder count) {
    FunctionCounter.builder("iot.events", count, LongAdder::sum)
        .description("Records of sensor-events, by outcome.")
        .tag("outcome", outcome)
        .tag("reason", reason)
        .register(registry);
  }
}
