package io.iotpipeline.admin.quarantine;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Prints the progress of a long read every two seconds. */
final class PrintedReadProgress implements ReadProgress {

  private static final long INTERVAL_NANOS = Duration.ofSeconds(2).toNanos();

  private final PrintStream out;
  private final LongSupplier nanoTime;
  private String topic;
  private long expected;
  private long done;
  private long startNanos;
  private long lastPrintNanos;

  PrintedReadProgress(PrintStream out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
  }

  @Override
  public void start(String topic, long expected) {
    this.topic = topic;
    this.expected = expected;
    done = 0;
    startNanos = nanoTime.getAsLong();
    lastPrintNanos = startNanos;
  }

  @Override
  public void advance(long records) {
    done += records;
    long now = nanoTime.getAsLong();
    if (now - lastPrintNanos >= INTERVAL_NANOS) {
      lastPrintNanos = now;
      out.printf(
          "%s: read %,d of about %,d records, %,d/s%n",
          topic, done, expected, (long) (done / ((now - startNanos) / 1e9)));
    }
  }
}
