package io.iotpipeline.connect.cassandra.write;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps account of a time in which Cassandra does not answer: how long to wait before the next
 * attempt, and one line in the log when it begins and when it ends.
 */
public final class RetryBackoff {

  private static final Logger LOG = LoggerFactory.getLogger(RetryBackoff.class);
  private static final long FIRST_WAIT_MILLIS = 500;
  private static final long LONGEST_WAIT_MILLIS = 10_000;

  private final RandomGenerator random;
  private long began;
  private int attempts;

  public RetryBackoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * An attempt has failed.
   *
   * @return milliseconds to wait: doubling from attempt to attempt up to a bound, less up to a half
   *     by chance, so that the tasks do not all come back at once
   */
  public long failed(ClusterUnavailableException cause) {
    if (attempts == 0) {
      began = System.nanoTime();
      LOG.warn("Cassandra does not take the records; waiting for it, without skipping any", cause);
    }
    long whole = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(attempts, 16));
    attempts++;
    return random.nextLong(whole / 2, whole + 1);
  }

  /** An attempt has succeeded. */
  public void over() {
    if (attempts > 0) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
      LOG.info("Cassandra takes records again after {} s and {} attempts", seconds, attempts);
      attempts = 0;
    }
  }
}
