package io.iotpipeline.producer.send;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Shows the totals every second, or as often as the status line has room for them. */
final class Progress implements AutoCloseable {

  private static final int PERIOD_SECONDS = 1;

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
    // The future only reports exceptions of show(), and show() throws none.
    var unused =
        progress.timer.scheduleAtFixedRate(
            progress::show, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    return progress;
  }

  private void show() {
    status.update(this::sinceShown);
  }

  private String sinceShown() {
    SendTotals current = totals.get();
    long nanos = System.nanoTime();
    String text = current.format(current.rateSince(previous, nanos - previousNanos));
    previous = current;
    previousNanos = nanos;
    return text;
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
