package io.iotpipeline.connect.cassandra.write;

import io.iotpipeline.connect.cassandra.convert.TableMismatchException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exponential backoff with jitter while Cassandra is unavailable. It logs one line when an outage
 * begins and one when it ends. A write that only times out is first retried at once, by {@link
 * RecordWriter}; it counts as an outage when these retries are used up.
 */
public final class RetryBackoff {

  private static final Logger LOG = LoggerFactory.getLogger(RetryBackoff.class);
  private static final long MIN_BACKOFF_MILLIS = 500;
  private static final long MAX_BACKOFF_MILLIS = 10_000;

  private final RandomGenerator random;
  private long outageStart;
  private int attempts;

  public RetryBackoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Records a failed attempt.
   *
   * @return milliseconds to wait before the next attempt: the wait doubles with each attempt up to
   *     a maximum, minus a random part of up to one half, so that tasks do not retry in step
   */
  public long onFailure(ClusterUnavailableException cause) {
    if (attempts == 0) {
      outageStart = System.nanoTime();
      if (cause.getCause() instanceof TableMismatchException mismatch) {
        LOG.warn("{}. The task keeps its records and retries", mismatch.getMessage());
      } else {
        LOG.warn("Cassandra is unavailable; the task keeps its records and retries", cause);
      }
    }
    long millis = Math.min(MAX_BACKOFF_MILLIS, MIN_BACKOFF_MILLIS << Math.min(attempts, 16));
    attempts++;
    return random.nextLong(millis / 2, millis + 1);
  }

  /** Records a successful attempt. */
  public void onSuccess() {
    if (attempts > 0) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - outageStart);
      LOG.info("Cassandra is available again after {} s and {} attempts", seconds, attempts);
      attempts = 0;
    }
  }
}
