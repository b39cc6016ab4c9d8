package io.iotpipeline.streamsapp.register;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether events arrive at this instance at all. If none of many sensors is heard, it is not the
 * sensors that are silent, but what is before Kafka, or Kafka itself. Thread-safe: the tasks of all
 * threads report to it.
 */
public final class Inflow {

  private static final Logger LOG = LoggerFactory.getLogger(Inflow.class);

  /** With fewer sensors, each may have its own reason to be silent. */
  private static final int MANY_SENSORS = 10;

  private static final long MARGIN_MS = 5_000;

  /** What a stop may add to the learnt interval, in times of its limit. */
  private static final int MAX_LEARNT_FROM_STOP = 1;

  /**
   * What one task last saw of its sensors, in numbers of sensors.
   *
   * @param active heard, and not silent
   * @param expected those of the active ones that were not overdue when the last event arrived at
   *     this instance; a sensor that was overdue then is no sign that events have stopped
   */
  public record Fleet(long active, long silent, long neverHeard, long expected) {
    public static final Fleet EMPTY = new Fleet(0, 0, 0, 0);
  }

  private final Map<Object, Fleet> fleets = new HashMap<>();
  private final LearntInterval learnt = new LearntInterval();
  private long lastHeard = Registration.NEVER;
  private long resumedAt = Registration.NEVER;
  private boolean stopped;

  /**
   * Reports what a task saw.
   *
   * @param heard when the newest event of the task arrived, ms since 1970-01-01T00:00:00Z
   * @param now the same clock
   */
  public synchronized void report(Object task, Fleet fleet, long heard, long now) {
    fleets.put(task, fleet);
    if (heard > lastHeard) {
      boolean limited = stopped && limit() > 0;
      learnt.heard(heard, 0, limited ? MAX_LEARNT_FROM_STOP * limit() : Long.MAX_VALUE);
      lastHeard = heard;
    }
    boolean stops = sum(Fleet::expected) >= MANY_SENSORS && now - lastHeard >= limit();
    if (stopped && !stops) {
      resumedAt = now;
      LOG.info("Events arrive again");
    } else if (!stopped && stops) {
      LOG.warn(
          "No event arrives, though {} sensors were active: until events arrive again, no sensor"
              + " counts as silent",
          sum(Fleet::expected));
    }
    stopped = stops;
  }

  /** Forgets a task that this instance does not have any more. */
  public synchronized void forget(Object task) {
    fleets.remove(task);
  }

  /** As long as it is not known how often events arrive, after a start, nothing is judged. */
  private long limit() {
    long expected = learnt.at(lastHeard);
    return expected == 0 ? 0 : expected + expected / 2 + MARGIN_MS;
  }

  private long sum(ToLongFunction<Fleet> count) {
    return fleets.values().stream().mapToLong(count).sum();
  }

  /** When the newest event of all tasks arrived, or {@link Registration#NEVER}. */
  public synchronized long lastHeard() {
    return lastHeard;
  }

  public synchronized boolean isStopped() {
    return stopped;
  }

  /** When events arrived again after none had, or {@link Registration#NEVER}. */
  public synchronized long resumedAt() {
    return resumedAt;
  }

  /** The sensors of all tasks. */
  public synchronized Fleet fleet() {
    return new Fleet(
        sum(Fleet::active), sum(Fleet::silent), sum(Fleet::neverHeard), sum(Fleet::expected));
  }
}
