package io.iotpipeline.admin.cluster;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Repeats a check until it finds nothing missing. Every wait of the tools goes through this class.
 *
 * <p>An interrupt ends the wait with a {@link PipelineException}; the thread's interrupt flag stays
 * set. An exception of the check ends the wait too. Not thread-safe.
 */
public final class Poller {

  private static final Duration DEFAULT_INTERVAL = Duration.ofMillis(200);

  /**
   * One look at what is waited for.
   *
   * @param <E> what the check may throw to end the wait
   */
  @FunctionalInterface
  public interface Check<E extends Exception> {

    /** What is still missing, in words for people; empty if nothing is, which ends the wait. */
    Optional<String> missing() throws E, InterruptedException;
  }

  /** Is informed while the wait lasts. */
  @FunctionalInterface
  public interface ProgressListener {
    void stillWaiting(Duration waited, String missing);
  }

  /** A clock and a way to let time pass; tests have their own. */
  interface Time {

    Time SYSTEM =
        new Time() {
          @Override
          public long nanoTime() {
            return System.nanoTime();
          }

          @Override
          public void sleep(Duration duration) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
          }
        };

    long nanoTime();

    void sleep(Duration duration) throws InterruptedException;
  }

  private final String what;
  private final Time time;
  private final Duration timeout;
  private Duration interval = DEFAULT_INTERVAL;
  private boolean restartsOnChange;
  private Duration progressInterval = Duration.ZERO;
  private ProgressListener progress = (waited, missing) -> {};
  private Supplier<String> hint = () -> "";

  Poller(String what, Duration timeout, Time time) {
    this.what = what;
    this.timeout = timeout;
    this.time = time;
  }

  /**
   * A wait that fails after the timeout.
   *
   * @param what completes "waited 30 s for ..."
   */
  public static Poller waitFor(String what, Duration timeout) {
    return new Poller(what, timeout, Time.SYSTEM);
  }

  /**
   * A wait for work that makes progress: the timeout starts again whenever the check finds
   * something else missing than before.
   *
   * @param what completes "no progress within 30 s while waiting for ..."
   */
  public static Poller waitWhileProgressing(String what, Duration timeout) {
    return new Poller(what, timeout, Time.SYSTEM).restartOnChange();
  }

  Poller restartOnChange() {
    restartsOnChange = true;
    return this;
  }

  /** The pause between two checks; 200 ms by default. */
  public Poller every(Duration pause) {
    this.interval = pause;
    return this;
  }

  /** Calls the listener so often while the wait lasts. */
  public Poller reportEvery(Duration pause, ProgressListener listener) {
    this.progressInterval = pause;
    this.progress = listener;
    return this;
  }

  /** Text that follows the message of a timeout, for example the end of a log. */
  public Poller withHint(Supplier<String> text) {
    this.hint = text;
    return this;
  }

  /**
   * Waits until nothing is missing.
   *
   * @throws PipelineException after the timeout or an interrupt; the message says what the wait was
   *     for and what was missing last
   */
  public <E extends Exception> void await(Check<E> check) throws E {
    Optional<String> missing = poll(check);
    if (missing.isPresent()) {
      throw new PipelineException(
          (restartsOnChange
                  ? "no progress within %s while waiting for %s; last seen: %s%s"
                  : "waited %s for %s; last seen: %s%s")
              .formatted(inSeconds(timeout), what, missing.get(), hint.get()));
    }
  }

  /**
   * Waits until nothing is missing or the timeout is over.
   *
   * @return whether nothing is missing
   * @throws PipelineException after an interrupt
   */
  public <E extends Exception> boolean tryAwait(Check<E> check) throws E {
    return poll(check).isEmpty();
  }

  /** What was missing when the timeout was over; empty if the check succeeded. */
  private <E extends Exception> Optional<String> poll(Check<E> check) throws E {
    long start = time.nanoTime();
    long timeoutStart = start;
    long lastReport = start;
    String last = "nothing yet";
    try {
      while (true) {
        Optional<String> missing = check.missing();
        if (missing.isEmpty()) {
          return missing;
        }
        long now = time.nanoTime();
        if (restartsOnChange && !missing.get().equals(last)) {
          timeoutStart = now;
        }
        last = missing.get();
        if (now - timeoutStart >= timeout.toNanos()) {
          return missing;
        }
        if (now - lastReport >= progressInterval.toNanos()) {
          progress.stillWaiting(Duration.ofNanos(now - start), last);
          lastReport = now;
        }
        time.sleep(interval);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipelineException(
          "interrupted while waiting for %s; last seen: %s".formatted(what, last), e);
    }
  }

  private static String inSeconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
