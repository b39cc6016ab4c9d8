package io.iotpipeline.producer.send;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into an orderly end: no further events, the rest flushed, the summary
 * printed, and the exit code that the run deserves. What does not end by itself within {@value
 * #PATIENCE_SECONDS} seconds, because a broker is gone, is aborted.
 */
public final class StopSignal {

  static final int PATIENCE_SECONDS = 4;
  private static final int LAST_WORDS_SECONDS = 2;

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean raised;
  private volatile Runnable abort = () -> {};
  private volatile int exitCode = 1;

  /** A signal that the JVM's shutdown raises. */
  public static StopSignal onShutdown() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::shutDown, "stop"));
    return signal;
  }

  boolean raised() {
    return raised;
  }

  void raise() {
    raised = true;
  }

  /** What to do to work that does not end by itself. */
  void abortWith(Runnable abort) {
    this.abort = abort;
  }

  /** The work is done: nothing holds the process any longer. */
  public void finished(int code) {
    exitCode = code;
    finished.countDown();
  }

  private void shutDown() {
    if (finished.getCount() == 0) {
      return; // the usual end, by System.exit
    }
    raise();
    try {
      if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        abort.run();
        if (!finished.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    // Otherwise the JVM would report the signal (130, 143) for a run that ended well.
    Runtime.getRuntime().halt(exitCode);
  }
}
