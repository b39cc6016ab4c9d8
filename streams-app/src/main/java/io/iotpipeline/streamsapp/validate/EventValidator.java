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
 * Validates an event without state. The detail lists all violations; the first reason in the order
 * of {@link RejectionReason} is the reason of the rejection.
 *
 * @param floor earliest event time that is accepted
 * @param maxSkew how far an event time may be ahead of the wall clock
 * @param catalogue the rules of the metrics
 * @param maxMetrics maximum number of metrics of an event
 */
public record EventValidator(
    Instant floor, Duration maxSkew, MetricCatalogue catalogue, int maxMetrics) {

  /** Maximum length of sensor ids and metric names, in characters. */
  static final int MAX_NAME_LENGTH = 256;

  /**
   * Validates an event.
   *
   * @param key key of the record
   * @param nowMs wall clock, ms since 1970-01-01T00:00:00Z
   */
  public Validation validate(DecodedEvent event, byte[] key, long nowMs) {
    Violations violations = new Violations();
    checkSensor(event, key, violations);
    checkEventId(event, violations);
    checkMeasurements(event, violations);
    checkTime(event.time(), nowMs, violations);
    return violations.toValidation();
  }

  private static void checkSensor(DecodedEvent event, byte[] key, Violations violations) {
    String sensorId = event.sensorId();
    if (sensorId.isBlank()) {
      violations.add(MISSING_SENSOR_ID, "sensor_id is blank");
    }
    if (!event.isKeyedBy(key)) {
      String found = key == null ? "is missing" : "is " + Quote.bytes(key);
      violations.add(
          KEY_MISMATCH,
          "the key " + found + "; expected sensor_id " + Quote.text(sensorId) + " in UTF-8");
    }
    if (sensorId.length() > MAX_NAME_LENGTH) {
      violations.add(
          NAME_TOO_LONG,
          "sensor_id " + Quote.text(sensorId) + " exceeds " + MAX_NAME_LENGTH + " characters");
    }
  }

  private static void checkEventId(DecodedEvent event, Violations violations) {
    if (!event.hasUuid()) {
      violations.add(
          INVALID_EVENT_ID, "event_id " + Quote.text(event.eventId()) + " is not a UUID");
    }
  }

  private void checkMeasurements(DecodedEvent event, Violations violations) {
    if (event.size() == 0) {
      violations.add(NO_MEASUREMENT, "measurements is empty");
      return;
    }
    if (event.size() > maxMetrics) {
      violations.add(
          TOO_MANY_METRICS, event.size() + " metrics, exceeds max.metrics=" + maxMetrics);
    }
    for (int i = 0; i < event.size(); i++) {
      if (!isValid(event.metric(i), event.value(i))) {
        addMeasurementViolations(event, violations);
        return;
      }
    }
  }

  /** Needs one lookup for a valid measurement, and nearly all are valid. */
  private boolean isValid(String metric, double value) {
    MetricRule rule = catalogue.rule(metric);
    if (rule != null) {
      return Double.isFinite(value) && rule.isInRange(value) && !rule.isSentinel(value);
    }
    return Double.isFinite(value)
        && metric.length() <= MAX_NAME_LENGTH
        && !metric.isBlank()
        && catalogue.acceptsUnknown(metric);
  }

  private void addMeasurementViolations(DecodedEvent event, Violations violations) {
    addViolation(event, i -> event.metric(i).isBlank(), MISSING_METRIC_NAME, violations);
    addViolation(event, i -> event.metric(i).length() > MAX_NAME_LENGTH, NAME_TOO_LONG, violations);
    addViolation(event, i -> isUnknown(event.metric(i)), UNKNOWN_METRIC, violations);
    addViolation(event, i -> !Double.isFinite(event.value(i)), NOT_FINITE, violations);
    addViolation(event, i -> isSentinel(event, i), SENTINEL, violations);
    addViolation(event, i -> isOutOfRange(event, i), OUT_OF_RANGE, violations);
  }

  private boolean isUnknown(String metric) {
    return catalogue.rule(metric) == null && !catalogue.acceptsUnknown(metric);
  }

  private boolean isSentinel(DecodedEvent event, int i) {
    MetricRule rule = catalogue.rule(event.metric(i));
    return rule != null && rule.isSentinel(event.value(i));
  }

  private boolean isOutOfRange(DecodedEvent event, int i) {
    MetricRule rule = catalogue.rule(event.metric(i));
    double value = event.value(i);
    return rule != null
        && Double.isFinite(value)
        && !rule.isSentinel(value)
        && !rule.isInRange(value);
  }

  /** Names one metric and counts the others, because an event may have thousands of metrics. */
  private void addViolation(
      DecodedEvent event, IntPredicate isViolation, RejectionReason reason, Violations violations) {
    int[] violating = IntStream.range(0, event.size()).filter(isViolation).toArray();
    Arrays.stream(violating)
        .boxed()
        .min(Comparator.comparing(event::metric))
        .ifPresent(
            first -> {
              String more = violating.length == 1 ? "" : " and " + (violating.length - 1) + " more";
              String metric = "metric " + Quote.text(event.metric(first));
              violations.add(
                  reason,
                  metric + " = " + event.value(first) + expected(reason, event, first) + more);
            });
  }

  private String expected(RejectionReason reason, DecodedEvent event, int i) {
    return reason == OUT_OF_RANGE
        ? " is not within " + catalogue.rule(event.metric(i)).range()
        : "";
  }

  private void checkTime(long timeMs, long nowMs, Violations violations) {
    if (timeMs < floor.toEpochMilli()) {
      Instant time = Instant.ofEpochMilli(timeMs);
      violations.add(
          EVENT_TIME_TOO_OLD, "event_time " + time + " is before event.time.floor=" + floor);
    }
    if (timeMs > nowMs + maxSkew.toMillis()) {
      Instant time = Instant.ofEpochMilli(timeMs);
      Instant now = Instant.ofEpochMilli(nowMs);
      violations.add(
          EVENT_TIME_IN_FUTURE,
          "event_time "
              + time
              + " is more than event.time.max.skew.ms="
              + maxSkew.toMillis()
              + " ahead of the wall clock "
              + now);
    }
  }
}
