package io.iotpipeline.producer.send;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Shows the totals periodically: every second on a terminal, otherwise every five seconds. */
final class Progress implements AutoCloseable {

  private static final int TERMINAL_PERIOD_SECONDS = 1;
  private static final int LOG_PERIOD_SECONDS = 5;

  private final StatusLine status;
  private final Supplier<SendTotals> totals;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Progress::daemon);
  private SendTotals previous = SendTotals.NONE;
  private long previousNanos = System.nanoTime();

  private Progress(StatusLine status, Supplier<SendTotals> totals) {
    this.status = status;
    this.totals = totals;
  }

  static Progress start(StatusLine status, Supplier<SendTotals> totals) {
    Progress progress = new Progress(status, totals);
    int period = status.isInteractive() ? TERMINAL_PERIOD_SECONDS : LOG_PERIOD_SECONDS;
    // The future only reports exceptions of show(), and show() throws none.
    var unused =
        progress.timer.scheduleAtFixedRate(progress::show, period, period, TimeUnit.SECONDS);
    return progress;
  }

  private void show() {
    SendTotals current = totals.get();
    long nanos = System.nanoTime();
    status.update(current.format(current.rateSince(previous, nanos - previousNanos)));
    previous = current;
    previousNanos = nanos;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    status.clear();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "progress");
    thread.setDaemon(true);
    return thread;
  }
}
