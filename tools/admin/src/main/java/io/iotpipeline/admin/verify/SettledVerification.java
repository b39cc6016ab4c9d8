package io.iotpipeline.admin.verify;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.servererrors.QueryExecutionException;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Verifies a pipeline that is coming to rest: waits until nothing is behind, and, since aggregates
 * leave with a delay, looks again while a check does not hold and there is time.
 */
public final class SettledVerification {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration BETWEEN_WORDS = Duration.ofSeconds(5);

  private final Pipeline pipeline;
  private final Runnable allNodesUp;
  private final PrintStream progress;

  /**
   * @param allNodesUp throws a {@link io.iotpipeline.admin.cluster.PipelineException} if a
   *     Cassandra node is known to be down, with the command that starts it: only all nodes have
   *     every row
   * @param progress what the verification waits for
   */
  public SettledVerification(Pipeline pipeline, Runnable allNodesUp, PrintStream progress) {
    this.pipeline = pipeline;
    this.allNodesUp = allNodesUp;
    this.progress = progress;
  }

  /**
   * @param patience how long to wait for the pipeline to come to rest
   * @return the last verification, whether it holds or not
   * @throws PipelineException when a Cassandra node is down
   */
  public Verification verify(Duration patience) {
    allNodesUp.run();
    Instant deadline = Instant.now().plus(patience);
    while (true) {
      awaitNothingBehind(deadline);
      Verification verification = verifyOnce();
      if (verification.ok() || Instant.now().isAfter(deadline)) {
        return verification;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  private Verification verifyOnce() {
    try {
      return Verification.run(pipeline);
    } catch (QueryExecutionException | AllNodesFailedException e) {
      allNodesUp.run();
      throw e;
    }
  }

  private void awaitNothingBehind(Instant deadline) {
    ConsumerLag lag = new ConsumerLag(pipeline);
    Instant lastWord = Instant.now();
    while (true) {
      Map<String, Integer> behind = lag.partitionsBehind();
      Instant now = Instant.now();
      if (behind.isEmpty() || now.isAfter(deadline)) {
        return;
      }
      if (Duration.between(lastWord, now).compareTo(BETWEEN_WORDS) > 0) {
        progress.println("waiting for " + describe(behind));
        lastWord = now;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  private static String describe(Map<String, Integer> behind) {
    return behind.entrySet().stream()
        .map(group -> group.getKey() + " (behind on " + group.getValue() + " partitions)")
        .collect(Collectors.joining(", "));
  }
}
