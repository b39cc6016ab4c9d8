package io.iotpipeline.streamsapp.validate;

import static io.iotpipeline.schemas.RejectionReason.EVENT_TIME_IN_FUTURE;
import static io.iotpipeline.schemas.RejectionReason.EVENT_TIME_TOO_OLD;
import static io.iotpipeline.schemas.RejectionReason.INVALID_EVENT_ID;
import static io.iotpipeline.schemas.RejectionReason.KEY_MISMATCH;
import static io.iotpipeline.schemas.RejectionReason.MISSING_METRIC_NAME;
import static io.iotpipeline.schemas.RejectionReason.MISSING_SENSOR_ID;
import static io.iotpipeline.schemas.RejectionReason.NAME_TOO_LONG;
import static io.iotpipeline.schemas.RejectionReason.NOT_FINITE;
import static io.iotpipeline.schemas.RejectionReason.NO_MEASUREMENT;
import static io.iotpipeline.schemas.RejectionReason.OUT_OF_RANGE;
import static io.iotpipeline.schemas.RejectionReason.SENTINEL;
import static io.iotpipeline.schemas.RejectionReason.TOO_MANY_METRICS;
import static io.iotpipeline.schemas.RejectionReason.UNKNOWN_METRIC;

import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.streamsapp.catalogue.MetricCatalogue;
import io.iotpipeline.streamsapp.catalogue.MetricRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Judges an event by itself: every broken rule is told, the first one decides the reason.
 *
 * @param floor earliest event time that is believed
 * @param maxSkew how far past the wall clock an event time may lie
 * @param catalogue what is known of the metrics
 * @param maxMetrics most metrics of an event
 */
public record EventValidator(
    Instant floor, Duration maxSkew, MetricCatalogue catalogue, int maxMetrics) {

  /** Longest sensor id and metric name, in characters. */
  static final int MAX_NAME = 256;

  /**
   * @param key the record's key
   * @param nowMs the wall clock, milliseconds since 1970-01-01T00:00:00Z
   */
  public Validation validate(DecodedEvent reading, byte[] key, long nowMs) {
    Violations found = new Violations();
    checkSensor(reading, key, found);
    checkEventId(reading, found);
    checkMeasurements(reading, found);
    checkTime(reading.time(), nowMs, found);
    return found.verdict();
  }

  private static void checkSensor(DecodedEvent reading, byte[] key, Violations found) {
    String sensorId = reading.sensorId();
    if (sensorId.isBlank()) {
      found.add(MISSING_SENSOR_ID, "sensor_id is blank");
    }
    if (!reading.isKeyedBy(key)) {
      String is = key == null ? "is missing" : "is " + Quote.bytes(key);
      found.add(
          KEY_MISMATCH, "the key " + is + ", not sensor_id " + Quote.text(sensorId) + " in UTF-8");
    }
    if (sensorId.length() > MAX_NAME) {
      found.add(
          NAME_TOO_LONG, "sensor_id " + Quote.text(sensorId) + ", at most " + MAX_NAME + " wanted");
    }
  }

  private static void checkEventId(DecodedEvent reading, Violations found) {
    if (!reading.hasUuid()) {
      found.add(INVALID_EVENT_ID, "event_id " + Quote.text(reading.eventId()) + " is no UUID");
    }
  }

  private void checkMeasurements(DecodedEvent reading, Violations found) {
    if (reading.size() == 0) {
      found.add(NO_MEASUREMENT, "measurements is empty");
      return;
    }
    if (reading.size() > maxMetrics) {
      found.add(TOO_MANY_METRICS, reading.size() + " metrics, at most " + maxMetrics + " wanted");
    }
    for (int i = 0; i < reading.size(); i++) {
      if (!isFine(reading.metric(i), reading.value(i))) {
        tellOffenders(reading, found);
        return;
      }
    }
  }

  /** One look-up for a good measurement: nearly all are. */
  private boolean isFine(String metric, double value) {
    MetricRule rule = catalogue.rule(metric);
    if (rule != null) {
      return Double.isFinite(value) && rule.isInRange(value) && !rule.isSentinel(value);
    }
    return Double.isFinite(value)
        && metric.length() <= MAX_NAME
        && !metric.isBlank()
        && catalogue.acceptsUnknown(metric);
  }

  private void tellOffenders(DecodedEvent reading, Violations found) {
    tell(reading, i -> reading.metric(i).isBlank(), MISSING_METRIC_NAME, found);
    tell(reading, i -> reading.metric(i).length() > MAX_NAME, NAME_TOO_LONG, found);
    tell(reading, i -> isUnknown(reading.metric(i)), UNKNOWN_METRIC, found);
    tell(reading, i -> !Double.isFinite(reading.value(i)), NOT_FINITE, found);
    tell(reading, i -> isSentinel(reading, i), SENTINEL, found);
    tell(reading, i -> isOutOfRange(reading, i), OUT_OF_RANGE, found);
  }

  private boolean isUnknown(String metric) {
    return catalogue.rule(metric) == null && !catalogue.acceptsUnknown(metric);
  }

  private boolean isSentinel(DecodedEvent reading, int i) {
    MetricRule rule = catalogue.rule(reading.metric(i));
    return rule != null && rule.isSentinel(reading.value(i));
  }

  private boolean isOutOfRange(DecodedEvent reading, int i) {
    MetricRule rule = catalogue.rule(reading.metric(i));
    double value = reading.value(i);
    return rule != null
        && Double.isFinite(value)
        && !rule.isSentinel(value)
        && !rule.isInRange(value);
  }

  /** Names one offender and counts the rest: an event may have thousands of measurements. */
  private void tell(
      DecodedEvent reading, IntPredicate breaks, RejectionReason reason, Violations found) {
    int[] offenders = IntStream.range(0, reading.size()).filter(breaks).toArray();
    Arrays.stream(offenders)
        .boxed()
        .min(Comparator.comparing(reading::metric))
        .ifPresent(
            first -> {
              String more = offenders.length == 1 ? "" : " and " + (offenders.length - 1) + " more";
              String metric = "metric " + Quote.text(reading.metric(first));
              found.add(
                  reason,
                  metric + " = " + reading.value(first) + wanted(reason, reading, first) + more);
            });
  }

  private String wanted(RejectionReason reason, DecodedEvent reading, int i) {
    return reason == OUT_OF_RANGE
        ? " is not within " + catalogue.rule(reading.metric(i)).range()
        : "";
  }

  private void checkTime(long timeMs, long nowMs, Violations found) {
    if (timeMs < floor.toEpochMilli()) {
      Instant time = Instant.ofEpochMilli(timeMs);
      found.add(EVENT_TIME_TOO_OLD, "event_time " + time + " is before " + floor);
    }
    if (timeMs > nowMs + maxSkew.toMillis()) {
      Instant time = Instant.ofEpochMilli(timeMs);
      Instant now = Instant.ofEpochMilli(nowMs);
      found.add(
          EVENT_TIME_IN_FUTURE,
          "event_time " + time + " is more than " + maxSkew + " past the clock, " + now);
    }
  }
}
