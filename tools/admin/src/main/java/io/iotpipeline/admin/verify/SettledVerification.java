package io.iotpipeline.admin.verify;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.servererrors.QueryExecutionException;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.Poller;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Verifies a pipeline once it is at rest: waits until no consumer group has unread records. Because
 * the streams app emits aggregates with a delay, it repeats a failed verification until the
 * timeout.
 */
public final class SettledVerification {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(300);
  private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(5);

  private final Supplier<Map<String, Integer>> lag;
  private final Supplier<Verification> verification;
  private final Runnable requireAllNodes;
  private final PrintStream progress;

  /**
   * @param requireAllNodes throws a {@link io.iotpipeline.admin.cluster.PipelineException} if a
   *     Cassandra node is known to be down, with the command that starts it: only all nodes
   *     together have every row
   * @param progress where to print what the verification waits for
   */
  public SettledVerification(Pipeline pipeline, Runnable requireAllNodes, PrintStream progress) {
    this(
        () -> new ConsumerLag(pipeline).partitionsBehind(),
        () -> Verification.run(pipeline),
        requireAllNodes,
        progress);
  }

  /**
   * @param lag number of partitions with unread records, by consumer group
   */
  SettledVerification(
      Supplier<Map<String, Integer>> lag,
      Supplier<Verification> verification,
      Runnable requireAllNodes,
      PrintStream progress) {
    this.lag = lag;
    this.verification = verification;
    this.requireAllNodes = requireAllNodes;
    this.progress = progress;
  }

  /**
   * @param timeout how long to wait for the pipeline to come to rest
   * @return the last verification, successful or not
   * @throws io.iotpipeline.admin.cluster.PipelineException if a Cassandra node is down
   */
  public Verification verify(Duration timeout) {
    requireAllNodes.run();
    Attempt attempt = new Attempt();
    boolean unused =
        Poller.waitFor("the pipeline to come to rest", timeout)
            .every(POLL_INTERVAL)
            .reportEvery(
                PROGRESS_INTERVAL, (waited, missing) -> progress.println("waiting for " + missing))
            .tryAwait(attempt::missing);
    return attempt.last == null ? verifyOnce() : attempt.last;
  }

  private Verification verifyOnce() {
    try {
      return verification.get();
    } catch (QueryExecutionException | AllNodesFailedException e) {
      requireAllNodes.run();
      throw e;
    }
  }

  /** Keeps the last verification until records arrive after it. */
  private final class Attempt {

    private Verification last;

    Optional<String> missing() {
      Map<String, Integer> behind = lag.get();
      if (!behind.isEmpty()) {
        last = null;
        return Optional.of(describe(behind));
      }
      last = verifyOnce();
      return last.ok() ? Optional.empty() : Optional.of(failedChecks(last));
    }
  }

  private static String describe(Map<String, Integer> behind) {
    return behind.entrySet().stream()
        .map(group -> group.getKey() + " (behind on " + group.getValue() + " partitions)")
        .collect(Collectors.joining(", "));
  }

  private static String failedChecks(Verification verification) {
    return verification.checks().stream()
        .filter(check -> !check.ok())
        .map(Verification.Check::name)
        .collect(Collectors.joining("; ", "checks to hold: ", ""));
  }
}
