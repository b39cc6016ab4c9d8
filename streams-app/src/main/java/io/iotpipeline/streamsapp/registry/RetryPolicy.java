package io.iotpipeline.streamsapp.registry;

import io.iotpipeline.schemas.RegistryUnavailableException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries a call to the schema registry in the calling thread, with exponential backoff.
 *
 * @param timeout how long to retry; must be well below Kafka's max.poll.interval.ms (5 minutes), or
 *     the consumer group removes the thread
 */
public record RetryPolicy(Duration timeout) {

  private static final Logger LOG = LoggerFactory.getLogger(RetryPolicy.class);
  private static final long INITIAL_BACKOFF_NANOS = Duration.ofMillis(50).toNanos();
  private static final long MAX_BACKOFF_NANOS = Duration.ofSeconds(2).toNanos();

  /**
   * Returns the result of the first call that succeeds.
   *
   * @throws RegistryUnavailableException the last one, after the timeout
   */
  public <T> T retry(Supplier<T> call) {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (long backoff = INITIAL_BACKOFF_NANOS;
        ;
        backoff = Math.min(2 * backoff, MAX_BACKOFF_NANOS)) {
      try {
        return call.get();
      } catch (RegistryUnavailableException e) {
        if (System.nanoTime() + backoff > deadline || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LOG.warn("The schema registry does not answer; retrying: {}", e.getMessage());
        LockSupport.parkNanos(backoff);
      }
    }
  }
}
