package io.iotpipeline.api.readings;

import io.iotpipeline.api.source.EventTail;
import io.iotpipeline.schemas.ValidatedEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Newest readings of the sensors that were asked for lately: the answer of the streams app, kept up
 * to date by the events that follow. Thread-safe.
 *
 * <p>A sensor is followed first, and asked for after that. What the streams app answers then has
 * all events that were not followed; an event that is in both changes nothing, since the newest
 * reading is the same in any order: the one with the greatest time, and of those the greatest.
 */
public final class NewestReadings implements EventTail.Follower {

  /** With {@link #MAX_METRICS} each about 50 MB; a usual fleet has ten times less. */
  static final int MAX_SENSORS = 10_000;

  /** Sensors that have more are not kept. */
  static final int MAX_METRICS = 64;

  private static final long FORGET_NANOS = Duration.ofMinutes(5).toNanos();

  /** The streams app forgets a metric that was not heard for long. */
  private static final long MAX_AGE_NANOS = Duration.ofMinutes(10).toNanos();

  private final LongSupplier nanoTime;
  private final Map<String, Kept> sensors = new ConcurrentHashMap<>();

  public NewestReadings() {
    this(System::nanoTime);
  }

  NewestReadings(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** What is known of a sensor. */
  private final class Kept {
    private final Map<String, Latest.Reading> readings = new TreeMap<>();
    private long clockMs = Long.MIN_VALUE;
    private boolean isFollowed;
    private boolean isComplete;
    private boolean isTooLarge;
    private long completeAt;
    private volatile long askedAt = nanoTime.getAsLong();

    synchronized void follow() {
      isFollowed = true;
    }

    synchronized boolean isOpen() {
      return isFollowed && !isTooLarge;
    }

    synchronized void add(ValidatedEvent event) {
      long timeMs = event.getEventTime().toEpochMilli();
      clockMs = Math.max(clockMs, timeMs);
      event.getMeasurements().forEach((metric, value) -> add(metric, value, timeMs));
    }

    synchronized void complete(Latest latest) {
      clockMs = Math.max(clockMs, latest.clockMs());
      latest.readings().forEach(each -> add(each.metric(), each.value(), each.timeMs()));
      isComplete = !isTooLarge;
      completeAt = nanoTime.getAsLong();
    }

    private void add(String metric, double value, long timeMs) {
      if (isTooLarge) {
        return;
      }
      readings.merge(metric, new Latest.Reading(metric, value, timeMs), Latest.Reading::newer);
      if (readings.size() > MAX_METRICS) {
        isTooLarge = true;
        isComplete = false;
        readings.clear();
      }
    }

    synchronized Optional<Latest> latest() {
      askedAt = nanoTime.getAsLong();
      return isComplete && askedAt - completeAt < MAX_AGE_NANOS
          ? Optional.of(new Latest(clockMs, List.copyOf(readings.values())))
          : Optional.empty();
    }
  }

  /** Number of sensors that are followed, or will be. */
  public int size() {
    return sensors.size();
  }

  /** Empty if the streams app must be asked; the sensor is followed from soon on. */
  Optional<Latest> find(String sensorId) {
    Kept kept = sensors.get(sensorId);
    if (kept != null) {
      return kept.latest();
    }
    if (sensors.size() < MAX_SENSORS) {
      sensors.putIfAbsent(sensorId, new Kept());
    }
    return Optional.empty();
  }

  /**
   * What takes the answer of the streams app, which is asked after this; it keeps the answer if the
   * sensor is followed already.
   */
  Consumer<Latest> keeper(String sensorId) {
    Kept kept = sensors.get(sensorId);
    return kept != null && kept.isOpen() ? kept::complete : ignored -> {};
  }

  @Override
  public Set<String> sensors() {
    long now = nanoTime.getAsLong();
    sensors.values().removeIf(kept -> now - kept.askedAt > FORGET_NANOS);
    return new HashSet<>(sensors.keySet()); // faster to look up than an immutable one
  }

  @Override
  public void following(Set<String> followed) {
    for (String sensorId : followed) {
      sensors.get(sensorId).follow(); // only this thread removes any
    }
  }

  @Override
  public void event(ValidatedEvent event) {
    sensors.get(event.getSensorId()).add(event);
  }

  @Override
  public void interrupted() {
    sensors.clear();
  }
}
