package io.iotpipeline.admin.quarantine;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Prints the progress of a long read every two seconds. */
final class ReadProgress {

  private static final long INTERVAL_NANOS = Duration.ofSeconds(2).toNanos();

  private final PrintStream out;
  private final LongSupplier nanoTime;
  private String what;
  private long expected;
  private long done;
  private long startNanos;
  private long lastPrintNanos;

  ReadProgress(PrintStream out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
  }

  /**
   * @param what name of the topic
   * @param expected number of offsets to read; transaction markers count too
   */
  void start(String what, long expected) {
    this.what = what;
    this.expected = expected;
    done = 0;
    startNanos = nanoTime.getAsLong();
    lastPrintNanos = startNanos;
  }

  void advance(long records) {
    done += records;
    long now = nanoTime.getAsLong();
    if (now - lastPrintNanos >= INTERVAL_NANOS) {
      lastPrintNanos = now;
      out.printf(
          "%s: read %,d of about %,d records, %,d/s%n",
          what, done, expected, (long) (done / ((now - startNanos) / 1e9)));
    }
  }
}
