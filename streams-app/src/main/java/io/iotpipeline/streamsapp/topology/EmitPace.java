package io.iotpipeline.streamsapp.topology;

import java.time.Duration;

/**
 * When changed hours are due, and how many updates of them a task may emit now.
 *
 * <p>All hours that have changed are due when the emit interval has passed. While events come, no
 * more than so many updates a second are emitted, oldest first, and the others wait: in a large
 * fleet nearly every event is the first of its hour in an interval, and would cost a row for each
 * of its metrics. What was not used may be emitted later, up to that of one interval, so a small
 * fleet does not wait. Without events nothing waits.
 *
 * <p>All times are ms of the wall clock.
 */
final class EmitPace {

  /** Events come without a pause of this length while a task is at work. */
  private static final long PAUSE_MS = 1_000;

  private final long intervalMs;
  private final int updatesPerSecond;
  private final int updatesAtOnce;

  private long lastDueMs;
  private long lastEventMs;

  /** The time at which the credit was counted. */
  private long creditedMs;

  /** Updates times 1,000; below zero after more metrics of an hour than there was credit for. */
  private long credit;

  /**
   * @param interval between two times at which hours are due
   * @param updatesPerSecond while events come
   * @param updatesAtOnce the most that one piece of work may emit
   */
  EmitPace(Duration interval, int updatesPerSecond, int updatesAtOnce) {
    this.intervalMs = interval.toMillis();
    this.updatesPerSecond = updatesPerSecond;
    this.updatesAtOnce = updatesAtOnce;
  }

  void start(long nowMs) {
    lastDueMs = nowMs;
    lastEventMs = 0;
    creditedMs = nowMs;
    credit = maxCredit();
  }

  void event(long nowMs) {
    lastEventMs = nowMs;
  }

  /** When the hours are due that have changed. */
  long nextDue() {
    return lastDueMs + intervalMs;
  }

  void due(long nowMs) {
    lastDueMs = nowMs;
  }

  /** How many updates may be emitted now. */
  int allowance(long nowMs) {
    credit = Math.min(maxCredit(), credit + Math.max(0, nowMs - creditedMs) * updatesPerSecond);
    creditedMs = nowMs;
    boolean waits = nowMs - lastEventMs < PAUSE_MS;
    return waits ? (int) Math.max(0, Math.min(updatesAtOnce, credit / 1_000)) : updatesAtOnce;
  }

  /** So many updates were emitted of those that were due. */
  void emitted(int updates) {
    credit = Math.max(-maxCredit(), credit - updates * 1_000L);
  }

  private long maxCredit() {
    return intervalMs * updatesPerSecond;
  }
}
