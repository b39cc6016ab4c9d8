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

import io.iotpipeline.schemas.RejectionReason;
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
 */
public record EventValidator(Instant floor, Duration maxSkew) {

  /** Longest sensor id and metric name, in characters. */
  static final int MAX_NAME = 256;

  /**
   * @param key the record's key
   * @param nowMs the wall clock, milliseconds since 1970-01-01T00:00:00Z
   */
  public Validation validate(Reading reading, byte[] key, long nowMs) {
    Findings found = new Findings();
    checkSensor(reading, key, found);
    checkEventId(reading, found);
    checkMeasurements(reading, found);
    checkTime(reading.time(), nowMs, found);
    return found.verdict();
  }

  private static void checkSensor(Reading reading, byte[] key, Findings found) {
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

  private static void checkEventId(Reading reading, Findings found) {
    if (!reading.hasUuid()) {
      found.add(INVALID_EVENT_ID, "event_id " + Quote.text(reading.eventId()) + " is no UUID");
    }
  }

  private static void checkMeasurements(Reading reading, Findings found) {
    if (reading.size() == 0) {
      found.add(NO_MEASUREMENT, "measurements is empty");
      return;
    }
    boolean allFine = true;
    for (int i = 0; i < reading.size(); i++) {
      String metric = reading.metric(i);
      allFine &= Double.isFinite(reading.value(i));
      allFine &= metric.length() <= MAX_NAME && !metric.isBlank();
    }
    if (!allFine) {
      tell(reading, i -> reading.metric(i).isBlank(), MISSING_METRIC_NAME, found);
      tell(reading, i -> reading.metric(i).length() > MAX_NAME, NAME_TOO_LONG, found);
      tell(reading, i -> !Double.isFinite(reading.value(i)), NOT_FINITE, found);
    }
  }

  /** Names one offender and counts the rest: an event may have thousands of measurements. */
  private static void tell(
      Reading reading, IntPredicate breaks, RejectionReason reason, Findings found) {
    int[] offenders = IntStream.range(0, reading.size()).filter(breaks).toArray();
    Arrays.stream(offenders)
        .boxed()
        .min(Comparator.comparing(reading::metric))
        .ifPresent(
            first -> {
              String more = offenders.length == 1 ? "" : " and " + (offenders.length - 1) + " more";
              String metric = "metric " + Quote.text(reading.metric(first));
              found.add(reason, metric + " = " + reading.value(first) + more);
            });
  }

  private void checkTime(long timeMs, long nowMs, Findings found) {
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
