package io.iotpipeline.producer.send;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into an orderly stop: no further events are sent, pending ones are
 * flushed, the summary is printed, and the exit code is that of the run. If the run does not end
 * within {@value #GRACE_PERIOD_SECONDS} seconds, for example because a broker is down, it is
 * aborted. Thread-safe.
 */
public final class StopSignal {

  static final int GRACE_PERIOD_SECONDS = 4;
  private static final int ABORT_TIMEOUT_SECONDS = 2;

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean raised;
  private volatile Runnable abort = () -> {};
  private volatile int exitCode = 1;

  /** Creates a signal that is raised when the JVM shuts down. */
  public static StopSignal onShutdown() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::shutDown, "stop"));
    return signal;
  }

  boolean isRaised() {
    return raised;
  }

  void raise() {
    raised = true;
  }

  /** Sets the action that makes the run end if it does not end by itself. */
  void onAbort(Runnable abort) {
    this.abort = abort;
  }

  /** Reports the end of the run: the process may exit. */
  public void finished(int code) {
    exitCode = code;
    finished.countDown();
  }

  private void shutDown() {
    if (finished.getCount() == 0) {
      return; // a normal exit through System.exit
    }
    raise();
    try {
      if (!finished.await(GRACE_PERIOD_SECONDS, TimeUnit.SECONDS)) {
        abort.run();
        if (!finished.await(ABORT_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    // Without this, the JVM exits with the code of the signal (130, 143) even after a clean run.
    Runtime.getRuntime().halt(exitCode);
  }
}
