package io.iotpipeline.producer.send;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Says every second how the sending goes; every five seconds when no one watches. */
final class Progress implements AutoCloseable {

  private static final int WATCHED_SECONDS = 1;
  private static final int UNWATCHED_SECONDS = 5;

  private final StatusLine screen;
  private final Supplier<SendTotals> totals;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Progress::daemon);
  private SendTotals last = SendTotals.NONE;
  private long lastNanos = System.nanoTime();

  private Progress(StatusLine screen, Supplier<SendTotals> totals) {
    this.screen = screen;
    this.totals = totals;
  }

  static Progress start(StatusLine screen, Supplier<SendTotals> totals) {
    Progress progress = new Progress(screen, totals);
    int period = screen.interactive() ? WATCHED_SECONDS : UNWATCHED_SECONDS;
    // The future would only tell of a failure of show(), which has nothing that fails.
    var unused =
        progress.timer.scheduleAtFixedRate(progress::show, period, period, TimeUnit.SECONDS);
    return progress;
  }

  private void show() {
    SendTotals now = totals.get();
    long nanos = System.nanoTime();
    screen.status(now.line(now.rateSince(last, nanos - lastNanos)));
    last = now;
    lastNanos = nanos;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    screen.clearStatus();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "progress");
    thread.setDaemon(true);
    return thread;
  }
}
