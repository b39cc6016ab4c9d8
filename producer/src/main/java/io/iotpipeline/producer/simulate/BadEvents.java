package io.iotpipeline.producer.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.producer.send.OutgoingRecord;
import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.SensorEvent;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Spoils a share of the events, each for one of the reasons that the pipeline knows, in turn. The
 * first event is always good: to be a duplicate, or late, an event needs one before it.
 */
final class BadEvents {

  private static final RejectionReason[] REASONS = RejectionReason.values();
  private static final byte[] NOT_AVRO = "!not Avro!".getBytes(UTF_8);
  private static final int UNKNOWN_SCHEMA_ID = Integer.MAX_VALUE;
  private static final String LONG_NAME = "x".repeat(1_000);

  /**
   * The default catalogue accepts unknown metrics, but not those that makers keep for themselves.
   */
  private static final String REFUSED_METRIC = "debug.free_heap";

  private static final int TOO_MANY = 10_001;
  private static final Duration PAST_EVERY_GRACE = Duration.ofDays(10);
  private static final Duration PAST_EVERY_SKEW = Duration.ofHours(1);
  private static final Instant LONG_AGO = Instant.parse("1970-01-02T03:04:05Z");

  private final double share;
  private final SplittableRandom random;
  private final Clock clock;
  private int turn;
  private SensorEvent lastGood;

  /**
   * @param share of the events to spoil, from 0 to 1
   * @param clock tells what is in the future
   */
  BadEvents(double share, long seed, Clock clock) {
    this.share = share;
    this.random = new SplittableRandom(seed);
    this.clock = clock;
  }

  /** The event as it is, or now and then a record made from it that is wrong in one thing. */
  OutgoingRecord pass(SensorEvent event, long dueNanos) {
    boolean spoil = random.nextDouble() < share;
    if (spoil && lastGood != null) {
      RejectionReason reason = REASONS[turn];
      turn = (turn + 1) % REASONS.length;
      return spoiled(reason, event, dueNanos);
    }
    lastGood = event;
    return OutgoingRecord.event(dueNanos, event);
  }

  /** A switch without a default: a new reason does not compile before it can be provoked. */
  private OutgoingRecord spoiled(RejectionReason reason, SensorEvent event, long dueNanos) {
    String key = event.getSensorId();
    return switch (reason) {
      case MISSING_VALUE -> OutgoingRecord.flawed(reason, dueNanos, key, (byte[]) null);
      case UNDECODABLE -> OutgoingRecord.flawed(reason, dueNanos, key, NOT_AVRO);
      case UNKNOWN_SCHEMA -> OutgoingRecord.flawed(reason, dueNanos, key, ofUnknownSchema());
      case KEY_MISMATCH -> OutgoingRecord.flawed(reason, dueNanos, "not-" + key, event);
      case MISSING_SENSOR_ID -> flawed(reason, dueNanos, withSensor(event, " "));
      case INVALID_EVENT_ID -> flawed(reason, dueNanos, withId(event, "reading-" + turn));
      case NO_MEASUREMENT -> flawed(reason, dueNanos, with(event, Map.of()));
      case TOO_MANY_METRICS -> flawed(reason, dueNanos, with(event, tooMany()));
      case MISSING_METRIC_NAME -> flawed(reason, dueNanos, withAlso(event, "", 1.0));
      case NAME_TOO_LONG -> flawed(reason, dueNanos, withAlso(event, LONG_NAME, 1.0));
      case UNKNOWN_METRIC -> flawed(reason, dueNanos, withAlso(event, REFUSED_METRIC, 1.0));
      case NOT_FINITE -> flawed(reason, dueNanos, notFinite(event));
      case SENTINEL -> flawed(reason, dueNanos, withAlso(event, "temperature", -200.0));
      case OUT_OF_RANGE -> flawed(reason, dueNanos, withAlso(event, "humidity", 130.0));
      case EVENT_TIME_TOO_OLD -> flawed(reason, dueNanos, at(event, LONG_AGO));
      case EVENT_TIME_IN_FUTURE ->
          flawed(reason, dueNanos, at(event, clock.instant().plus(PAST_EVERY_SKEW)));
      case LATE -> flawed(reason, dueNanos, late(event));
      case DUPLICATE -> flawed(reason, dueNanos, lastGood);
    };
  }

  private static OutgoingRecord flawed(RejectionReason reason, long dueNanos, SensorEvent event) {
    return OutgoingRecord.flawed(reason, dueNanos, event.getSensorId(), event);
  }

  /** The frame of a registry's serializer, about a schema that no registry has. */
  private static byte[] ofUnknownSchema() {
    return ByteBuffer.allocate(9).put((byte) 0).putInt(UNKNOWN_SCHEMA_ID).putInt(0).array();
  }

  private static Map<String, Double> tooMany() {
    Map<String, Double> measurements = new HashMap<>();
    for (int i = 0; i < TOO_MANY; i++) {
      measurements.put("m" + i, 1.0);
    }
    return measurements;
  }

  private SensorEvent notFinite(SensorEvent event) {
    double[] values = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    String metric = event.getMeasurements().keySet().iterator().next();
    return withAlso(event, metric, values[random.nextInt(values.length)]);
  }

  /** From the sensor of the last good event, because that one's clock is known to be later. */
  private SensorEvent late(SensorEvent event) {
    Instant before = lastGood.getEventTime().minus(PAST_EVERY_GRACE);
    return at(withSensor(event, lastGood.getSensorId()), before);
  }

  private static SensorEvent withId(SensorEvent e, String id) {
    return new SensorEvent(id, e.getSensorId(), e.getEventTime(), e.getMeasurements());
  }

  private static SensorEvent withSensor(SensorEvent e, String sensor) {
    return new SensorEvent(e.getEventId(), sensor, e.getEventTime(), e.getMeasurements());
  }

  private static SensorEvent at(SensorEvent e, Instant time) {
    return new SensorEvent(e.getEventId(), e.getSensorId(), time, e.getMeasurements());
  }

  private static SensorEvent with(SensorEvent e, Map<String, Double> measurements) {
    return new SensorEvent(e.getEventId(), e.getSensorId(), e.getEventTime(), measurements);
  }

  private static SensorEvent withAlso(SensorEvent e, String metric, double value) {
    Map<String, Double> measurements = new HashMap<>(e.getMeasurements());
    measurements.put(metric, value);
    return with(e, measurements);
  }
}
