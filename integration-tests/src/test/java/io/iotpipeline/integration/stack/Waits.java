package io.iotpipeline.integration.stack;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How tests wait: they poll often and give up late. A wait that ends well costs nothing, so the
 * limit is for the slowest machine. A failure says what the wait was for and what it saw last.
 */
public final class Waits {

  public static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private Waits() {}

  /**
   * @param what the condition in words, for the message of a failure
   */
  public static ConditionFactory await(String what) {
    return Awaitility.await(what)
        .atMost(LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(INTERVAL)
        .pollInSameThread();
  }
}
