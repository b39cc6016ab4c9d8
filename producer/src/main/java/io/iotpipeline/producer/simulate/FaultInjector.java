package io.iotpipeline.producer.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.producer.send.OutgoingRecord;
import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.SensorEvent;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes a share of the events invalid, one rejection reason after the other. The first event is
 * always valid, because a duplicate or late event needs an earlier one.
 */
final class FaultInjector {

  /**
   * All reasons, except one that needs an earlier valid event with a reading near the largest
   * double, one that a gateway gives and one that an operator gives.
   */
  private static final List<RejectionReason> REASONS =
      EnumSet.complementOf(
              EnumSet.of(
                  RejectionReason.SUM_OVERFLOW,
                  RejectionReason.UNREADABLE,
                  RejectionReason.SKIPPED))
          .stream()
          .toList();

  private static final byte[] NOT_AVRO = "!not Avro!".getBytes(UTF_8);
  private static final int UNKNOWN_SCHEMA_ID = Integer.MAX_VALUE;
  private static final String LONG_NAME = "x".repeat(1_000);

  /** The default metric catalogue accepts unknown metrics, except names that start with debug. */
  private static final String UNKNOWN_METRIC_NAME = "debug.free_heap";

  private static final int METRICS_ABOVE_MAXIMUM = 1_001;
  private static final int DEFAULT_MAX_METRICS = 256;
  private static final int ABOVE_MAX_RECORD_BYTES = 100_000;
  private static final Duration BEYOND_GRACE = Duration.ofDays(10);
  private static final Duration BEYOND_SKEW = Duration.ofHours(1);
  private static final Instant BEFORE_TIME_FLOOR = Instant.parse("1970-01-02T03:04:05Z");

  private final double share;
  private final SplittableRandom random;
  private final Clock clock;
  private int nextReason;
  private SensorEvent lastValid;

  /**
   * @param share fraction of the events to make invalid, from 0 to 1
   * @param clock current time, from which times in the future are computed
   */
  FaultInjector(double share, long seed, Clock clock) {
    this.share = share;
    this.random = new SplittableRandom(seed);
    this.clock = clock;
  }

  /** Returns the event unchanged, or a record made from it that breaks exactly one rule. */
  OutgoingRecord apply(SensorEvent event, long dueNanos) {
    boolean inject = random.nextDouble() < share;
    if (inject && lastValid != null) {
      RejectionReason reason = REASONS.get(nextReason);
      nextReason = (nextReason + 1) % REASONS.size();
      return recordFor(reason, event, dueNanos);
    }
    lastValid = event;
    return OutgoingRecord.event(dueNanos, event);
  }

  /** The switch has no default: a new reason does not compile until it is handled here. */
  private OutgoingRecord recordFor(RejectionReason reason, SensorEvent event, long dueNanos) {
    String key = event.getSensorId();
    return switch (reason) {
      case TOO_LARGE ->
          OutgoingRecord.invalid(reason, dueNanos, key, new byte[ABOVE_MAX_RECORD_BYTES]);
      case MISSING_VALUE -> OutgoingRecord.invalid(reason, dueNanos, key, (byte[]) null);
      case UNDECODABLE -> OutgoingRecord.invalid(reason, dueNanos, key, NOT_AVRO);
      case UNKNOWN_SCHEMA -> OutgoingRecord.invalid(reason, dueNanos, key, unknownSchema());
      case KEY_MISMATCH -> OutgoingRecord.invalid(reason, dueNanos, "not-" + key, event);
      case MISSING_SENSOR_ID -> invalid(reason, dueNanos, withSensor(event, " "));
      case INVALID_EVENT_ID -> invalid(reason, dueNanos, withId(event, "reading-" + nextReason));
      case NO_MEASUREMENT -> invalid(reason, dueNanos, withMeasurements(event, Map.of()));
      case TOO_MANY_METRICS ->
          invalid(reason, dueNanos, withMeasurements(event, metrics(METRICS_ABOVE_MAXIMUM)));
      case MISSING_METRIC_NAME -> invalid(reason, dueNanos, withMetric(event, "", 1.0));
      case NAME_TOO_LONG -> invalid(reason, dueNanos, withMetric(event, LONG_NAME, 1.0));
      case UNKNOWN_METRIC -> invalid(reason, dueNanos, withMetric(event, UNKNOWN_METRIC_NAME, 1.0));
      case NOT_FINITE -> invalid(reason, dueNanos, notFinite(event));
      case SENTINEL -> invalid(reason, dueNanos, withMetric(event, "temperature", -200.0));
      case OUT_OF_RANGE -> invalid(reason, dueNanos, withMetric(event, "humidity", 130.0));
      case EVENT_TIME_TOO_OLD -> invalid(reason, dueNanos, withTime(event, BEFORE_TIME_FLOOR));
      case EVENT_TIME_IN_FUTURE ->
          invalid(reason, dueNanos, withTime(event, clock.instant().plus(BEYOND_SKEW)));
      case LATE -> invalid(reason, dueNanos, late(event));
      case TOO_MANY_NEW_METRICS -> invalid(reason, dueNanos, tooManyNewMetrics(event));
      case DUPLICATE -> invalid(reason, dueNanos, lastValid);
      case SUM_OVERFLOW, UNREADABLE, SKIPPED ->
          throw new IllegalArgumentException("not injected: " + reason);
    };
  }

  private static OutgoingRecord invalid(RejectionReason reason, long dueNanos, SensorEvent event) {
    return OutgoingRecord.invalid(reason, dueNanos, event.getSensorId(), event);
  }

  /** A value in the wire format, with a schema id that no registry has. */
  private static byte[] unknownSchema() {
    return ByteBuffer.allocate(9).put((byte) 0).putInt(UNKNOWN_SCHEMA_ID).putInt(0).array();
  }

  private static Map<String, Double> metrics(int number) {
    Map<String, Double> measurements = new HashMap<>();
    for (int i = 0; i < number; i++) {
      measurements.put("m" + i, 1.0);
    }
    return measurements;
  }

  /** Uses the sensor of the last valid event, because it is known to have other metrics. */
  private SensorEvent tooManyNewMetrics(SensorEvent event) {
    return withMeasurements(
        withSensor(event, lastValid.getSensorId()), metrics(DEFAULT_MAX_METRICS));
  }

  private SensorEvent notFinite(SensorEvent event) {
    double[] values = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    String metric = event.getMeasurements().keySet().iterator().next();
    return withMetric(event, metric, values[random.nextInt(values.length)]);
  }

  /** Uses the sensor of the last valid event, because its stream time is known to be later. */
  private SensorEvent late(SensorEvent event) {
    Instant before = lastValid.getEventTime().minus(BEYOND_GRACE);
    return withTime(withSensor(event, lastValid.getSensorId()), before);
  }

  private static SensorEvent withId(SensorEvent e, String id) {
    return new SensorEvent(id, e.getSensorId(), e.getEventTime(), e.getMeasurements());
  }

  private static SensorEvent withSensor(SensorEvent e, String sensor) {
    return new SensorEvent(e.getEventId(), sensor, e.getEventTime(), e.getMeasurements());
  }

  private static SensorEvent withTime(SensorEvent e, Instant time) {
    return new SensorEvent(e.getEventId(), e.getSensorId(), time, e.getMeasurements());
  }

  private static SensorEvent withMeasurements(SensorEvent e, Map<String, Double> measurements) {
    return new SensorEvent(e.getEventId(), e.getSensorId(), e.getEventTime(), measurements);
  }

  private static SensorEvent withMetric(SensorEvent e, String metric, double value) {
    Map<String, Double> measurements = new HashMap<>(e.getMeasurements());
    measurements.put(metric, value);
    return withMeasurements(e, measurements);
  }
}
