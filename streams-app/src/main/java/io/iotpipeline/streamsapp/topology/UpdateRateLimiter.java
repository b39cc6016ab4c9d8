package io.iotpipeline.streamsapp.topology;

import java.time.Duration;

/**
 * How many updates a task may send now that only repeat what changes all the time.
 *
 * <p>In a large fleet nearly every event is the first of its sensor in an interval, and would cost
 * a row for each of its metrics. So while events come, a task sends no more than so many updates a
 * second, and the others wait. What was not used may be sent later, up to that of one interval, so
 * a small fleet does not wait. When no event has come for an interval, nothing waits; shorter
 * pauses have a task whose thread works on other partitions.
 *
 * <p>All times are ms of the wall clock.
 */
final class UpdateRateLimiter {

  private final long intervalMs;
  private final int updatesAtOnce;

  private long updatesPerSecond;
  private long lastEventMs;

  /** The time at which the credit was counted. */
  private long creditedMs;

  /** Updates times 1,000; below zero after more updates than there was credit for. */
  private long credit;

  /**
   * @param updatesPerSecond while events come
   * @param updatesAtOnce the most that one piece of work may send
   */
  UpdateRateLimiter(Duration interval, int updatesPerSecond, int updatesAtOnce) {
    this.intervalMs = interval.toMillis();
    this.updatesPerSecond = updatesPerSecond;
    this.updatesAtOnce = updatesAtOnce;
  }

  void start(long nowMs) {
    lastEventMs = 0;
    creditedMs = nowMs;
    credit = maxCredit();
  }

  void updatesPerSecond(long updates) {
    updatesPerSecond = updates;
  }

  void event(long nowMs) {
    lastEventMs = nowMs;
  }

  /** How many updates may be sent now. */
  int allowance(long nowMs) {
    credit = Math.min(maxCredit(), credit + Math.max(0, nowMs - creditedMs) * updatesPerSecond);
    creditedMs = nowMs;
    boolean waits = nowMs - lastEventMs < intervalMs;
    return waits ? (int) Math.max(0, Math.min(updatesAtOnce, credit / 1_000)) : updatesAtOnce;
  }

  void sent(int updates) {
    credit = Math.max(-maxCredit(), credit - updates * 1_000L);
  }

  private long maxCredit() {
    return intervalMs * updatesPerSecond;
  }
}
