package io.iotpipeline.producer.gateway;

import java.time.Duration;

/** Pauses between attempts: from 100 ms, twice as long each time, to 5 s. */
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(100);
  static final Duration LONGEST = Duration.ofSeconds(5);

  private Duration next = FIRST;

  /**
   * @param atLeast what the gateway has asked for; a longer time than the longest pause does not
   *     count
   */
  Duration next(Duration atLeast) {
    Duration pause = next.compareTo(atLeast) >= 0 ? next : min(atLeast, LONGEST);
    next = min(next.multipliedBy(2), LONGEST);
    return pause;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
