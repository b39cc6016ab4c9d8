package io.iotpipeline.integration.gateway;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Spreads what a sender sends over the time of a run, so that each fault of the run meets it at
 * work. A sender that is behind sends as fast as it can.
 */
final class Pace {

  /** How long a sender goes on after the time of the run; then it is stuck. */
  private static final Duration LIMIT = Duration.ofMinutes(20);

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final long started;
  private final Duration duration;

  Pace(long started, Duration duration) {
    this.started = started;
    this.duration = duration;
  }

  /** Waits until it is the turn of a reading. */
  void await(int reading, int size) {
    awaitPart((double) reading / size);
  }

  /** Waits until a part of the time has passed. */
  void awaitPart(double part) {
    long turn = started + (long) (duration.toNanos() * part);
    for (long left = turn - System.nanoTime(); left > 0; left = turn - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Before something is sent again. */
  void pause() {
    pause(PAUSE);
  }

  void pause(Duration pause) {
    if (System.nanoTime() - started > duration.plus(LIMIT).toNanos()) {
      throw new AssertionError("not all was acknowledged within " + duration.plus(LIMIT));
    }
    LockSupport.parkNanos(pause.toNanos());
  }
}
