package io.iotpipeline.connect.notification;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exponential backoff with jitter while a receiver is away. It logs one line when an outage begins
 * and one when it ends.
 */
final class RetryBackoff {

  private static final Logger LOG = LoggerFactory.getLogger(RetryBackoff.class);

  private final String receiver;
  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private long outageStart;
  private int attempts;

  RetryBackoff(String receiver, Duration first, Duration longest, RandomGenerator random) {
    this.receiver = receiver;
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  /**
   * Records a failed attempt.
   *
   * @return how long to wait before the next one: it doubles with each attempt up to the longest,
   *     minus a random part of up to one half, so that tasks do not retry in step; not less than
   *     the receiver asked for, but at most the longest
   */
  Duration onFailure(ReceiverAwayException failure) {
    if (attempts == 0) {
      outageStart = System.nanoTime();
      LOG.warn("{} does not take notifications; they wait: {}", receiver, failure.getMessage());
    }
    long doubled = first.toMillis() << Math.min(attempts, 20);
    long millis = Math.min(longest.toMillis(), doubled);
    attempts++;
    long jittered = random.nextLong(millis / 2, millis + 1);
    long asked = Math.min(longest.toMillis(), failure.retryAfter().toMillis());
    return Duration.ofMillis(Math.max(jittered, asked));
  }

  /** Records a successful attempt. */
  void onSuccess() {
    if (attempts > 0) {
      long seconds = Duration.ofNanos(System.nanoTime() - outageStart).toSeconds();
      LOG.info("{} is back after {} s and {} attempts", receiver, seconds, attempts);
      attempts = 0;
    }
  }
}
