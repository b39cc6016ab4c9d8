package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.streamsapp.register.Registration;
import java.time.Duration;

/**
 * When the register is updated for sensors of which there is no more to say than that they were
 * heard: at most once in the register interval for each, and while events come so many a second at
 * most. In a partition with many sensors the interval is longer, and from five minutes on more
 * updates are sent.
 */
final class RegisterRateLimiter {

  private static final int PER_SECOND = 50;
  private static final long MAX_INTERVAL_MS = Duration.ofMinutes(5).toMillis();

  /** By so much more may be sent than the interval needs, so that no sensor waits for long. */
  private static final double MARGIN = 1.2;

  private final long intervalMs;
  private final UpdateRateLimiter rateLimiter;
  private long sensors;

  /** Updates that may still be sent in this punctuation. */
  private int left;

  /**
   * @param registerInterval of a sensor in a partition with few
   * @param round the time over which an unused allowance is kept
   * @param atOnce the most that one punctuation may send
   */
  RegisterRateLimiter(Duration registerInterval, Duration round, int atOnce) {
    this.intervalMs = registerInterval.toMillis();
    this.rateLimiter = new UpdateRateLimiter(round, perSecond(0), atOnce);
  }

  void start(long nowMs) {
    rateLimiter.start(nowMs);
    sensors(0);
    left = 0;
  }

  /**
   * @param number of sensors in the partition that send
   */
  void sensors(long number) {
    sensors = number;
    rateLimiter.updatesPerSecond(perSecond(number));
  }

  private static int perSecond(long sensors) {
    return (int) (MARGIN * Math.max(PER_SECOND, sensors * 1e3 / MAX_INTERVAL_MS));
  }

  void event(long nowMs) {
    rateLimiter.event(nowMs);
  }

  void punctuate(long nowMs) {
    left = rateLimiter.allowance(nowMs);
  }

  boolean isDue(Registration registration, long nowMs) {
    long needed = Math.min(sensors * 1_000 / PER_SECOND, MAX_INTERVAL_MS);
    return left > 0 && registration.isDue(nowMs, Math.max(intervalMs, needed));
  }

  void sent() {
    left--;
    rateLimiter.sent(1);
  }
}
