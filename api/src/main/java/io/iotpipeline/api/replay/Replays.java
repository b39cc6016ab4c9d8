package io.iotpipeline.api.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs replays of rejected records on a thread of its own, one at a time, and remembers the last
 * one. What is lost with this process is only what it remembers.
 */
public final class Replays implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Replays.class);

  /** A poll of Kafka, and the transaction that is open. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private final Work work;
  private final Clock clock;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(Replays::thread);
  private final LongAdder replayed = new LongAdder();
  private ReplayJob last;

  /** Does a replay; blocks until it has ended. */
  @FunctionalInterface
  interface Work {
    void run(ReplayJob job);
  }

  public Replays(QuarantineReplay work) {
    this(work, Clock.systemUTC());
  }

  Replays(Work work, Clock clock) {
    this.work = work;
    this.clock = clock;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "replay");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts a replay.
   *
   * @param client whom to name in the log
   * @return the replay, as {@link #last} gives it
   * @throws ProblemException if another one runs
   */
  public synchronized ObjectNode start(ReplayRequest request, String client) {
    if (isRunning()) {
      throw new ProblemException(
          409,
          "a replay of %s runs since %s; GET /v1/quarantine/replay shows it; start another one when it has ended"
              .formatted(last.request().reason(), Json.time(last.start())));
    }
    ReplayJob job = new ReplayJob(request, clock);
    thread.execute(() -> run(job));
    last = job;
    LOG.info(
        "Replay {} from {}: reason {}, dry run {}, again {}, limited to a sensor {}, since {}",
        job.id(),
        client,
        request.reason(),
        request.dryRun(),
        request.again(),
        request.sensor().isPresent(),
        request.since().map(Json::time).orElse("the beginning"));
    return job.json();
  }

  private void run(ReplayJob job) {
    try {
      work.run(job);
      job.done();
    } catch (RuntimeException | Error e) { // else no further one could run
      job.failed(sentence(e));
      LOG.warn("Replay {} has failed", job.id(), e);
    }
    replayed.add(job.replayed());
    LOG.info("Replay {} has ended: {}", job.id(), job.json());
  }

  /** With the reason at the bottom, where Kafka's clients have it. */
  private static String sentence(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root == failure ? message(failure) : message(failure) + ": " + message(root);
  }

  private static String message(Throwable failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  /** The last replay; null if there was none since the start. */
  public synchronized JsonNode last() {
    return last == null ? Json.object().nullNode() : last.json();
  }

  public synchronized boolean isRunning() {
    return last != null && last.isRunning();
  }

  /** Records that were replayed since the start. */
  public double replayed() {
    return replayed.sum();
  }

  /** Stops a replay between two transactions. */
  @Override
  public void close() {
    synchronized (this) {
      if (last != null) {
        last.stop();
      }
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
