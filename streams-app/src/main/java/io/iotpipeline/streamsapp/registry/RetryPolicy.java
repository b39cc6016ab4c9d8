package io.iotpipeline.streamsapp.registry;

import io.iotpipeline.schemas.RegistryUnavailableException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again in place, with a growing pause, while the registry gives no answer.
 *
 * @param patience how long; well under Kafka's max.poll.interval.ms (5 minutes), lest the group
 *     take the thread for dead
 */
public record RetryPolicy(Duration patience) {

  private static final Logger LOG = LoggerFactory.getLogger(RetryPolicy.class);
  private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(50).toNanos();
  private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(2).toNanos();

  /**
   * Returns the first answer.
   *
   * @throws RegistryUnavailableException the last one, when the patience is over
   */
  public <T> T untilAnswered(Supplier<T> question) {
    long deadline = System.nanoTime() + patience.toNanos();
    for (long pause = FIRST_PAUSE_NANOS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS)) {
      try {
        return question.get();
      } catch (RegistryUnavailableException e) {
        if (System.nanoTime() + pause > deadline || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LOG.warn("The schema registry gives no answer; trying again: {}", e.getMessage());
        LockSupport.parkNanos(pause);
      }
    }
  }
}
