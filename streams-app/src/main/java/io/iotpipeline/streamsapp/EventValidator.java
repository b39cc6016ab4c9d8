package io.iotpipeline.streamsapp;

import static io.iotpipeline.schemas.RejectionReason.EVENT_TIME_IN_FUTURE;
import static io.iotpipeline.schemas.RejectionReason.EVENT_TIME_TOO_OLD;
import static io.iotpipeline.schemas.RejectionReason.INVALID_EVENT_ID;
import static io.iotpipeline.schemas.RejectionReason.KEY_MISMATCH;
import static io.iotpipeline.schemas.RejectionReason.MISSING_METRIC_NAME;
import static io.iotpipeline.schemas.RejectionReason.MISSING_SENSOR_ID;
import static io.iotpipeline.schemas.RejectionReason.NAME_TOO_LONG;
import static io.iotpipeline.schemas.RejectionReason.NOT_FINITE;
import static io.iotpipeline.schemas.RejectionReason.NO_MEASUREMENT;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.SensorEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Judges an event by itself: every broken rule is told, the first one decides the reason.
 *
 * @param floor earliest event time that is believed
 * @param maxSkew how far past the wall clock an event time may lie
 */
record EventValidator(Instant floor, Duration maxSkew) {

  /** Longest sensor id and metric name, in characters. */
  static final int MAX_NAME = 256;

  Validation validate(SensorEvent event, byte[] key, Instant now) {
    Findings found = new Findings();
    checkSensor(event.getSensorId(), key, found);
    checkEventId(event.getEventId(), found);
    checkMeasurements(event.getMeasurements(), found);
    checkTime(event.getEventTime(), now, found);
    return found.verdict();
  }

  private static void checkSensor(String sensorId, byte[] key, Findings found) {
    if (sensorId.isBlank()) {
      found.add(MISSING_SENSOR_ID, "sensor_id is blank");
    }
    if (!Arrays.equals(sensorId.getBytes(UTF_8), key)) {
      String is = key == null ? "is missing" : "is " + Quote.bytes(key);
      found.add(
          KEY_MISMATCH, "the key " + is + ", not sensor_id " + Quote.text(sensorId) + " in UTF-8");
    }
    if (sensorId.length() > MAX_NAME) {
      found.add(
          NAME_TOO_LONG, "sensor_id " + Quote.text(sensorId) + ", at most " + MAX_NAME + " wanted");
    }
  }

  private static void checkEventId(String eventId, Findings found) {
    if (!EventIds.isCanonical(eventId)) {
      found.add(INVALID_EVENT_ID, "event_id " + Quote.text(eventId) + " is no UUID");
    }
  }

  private static void checkMeasurements(Map<String, Double> measurements, Findings found) {
    if (measurements.isEmpty()) {
      found.add(NO_MEASUREMENT, "measurements is empty");
      return;
    }
    boolean allFine = true;
    for (Map.Entry<String, Double> measured : measurements.entrySet()) {
      String metric = measured.getKey();
      allFine &= Double.isFinite(measured.getValue());
      allFine &= metric.length() <= MAX_NAME && !metric.isBlank();
    }
    if (!allFine) {
      tell(measurements, m -> m.getKey().isBlank(), MISSING_METRIC_NAME, found);
      tell(measurements, m -> m.getKey().length() > MAX_NAME, NAME_TOO_LONG, found);
      tell(measurements, m -> !Double.isFinite(m.getValue()), NOT_FINITE, found);
    }
  }

  /** Names one offender and counts the rest: an event may have thousands of measurements. */
  private static void tell(
      Map<String, Double> measurements,
      Predicate<Map.Entry<String, Double>> breaks,
      RejectionReason reason,
      Findings found) {
    long offenders = measurements.entrySet().stream().filter(breaks).count();
    measurements.entrySet().stream()
        .filter(breaks)
        .min(Map.Entry.comparingByKey())
        .ifPresent(
            first -> {
              String more = offenders == 1 ? "" : " and " + (offenders - 1) + " more";
              String metric = "metric " + Quote.text(first.getKey());
              found.add(reason, metric + " = " + first.getValue() + more);
            });
  }

  private void checkTime(Instant time, Instant now, Findings found) {
    if (time.isBefore(floor)) {
      found.add(EVENT_TIME_TOO_OLD, "event_time " + time + " is before " + floor);
    }
    if (time.isAfter(now.plus(maxSkew))) {
      found.add(
          EVENT_TIME_IN_FUTURE,
          "event_time " + time + " is more than " + maxSkew + " past the clock, " + now);
    }
  }
}
