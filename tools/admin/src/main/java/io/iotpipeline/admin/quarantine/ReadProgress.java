package io.iotpipeline.admin.quarantine;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Says every two seconds how far a long reading is. */
final class ReadProgress {

  private static final long BETWEEN_WORDS = Duration.ofSeconds(2).toNanos();

  private final PrintStream out;
  private final LongSupplier nanoTime;
  private String what;
  private long expected;
  private long done;
  private long startNanos;
  private long lastWordNanos;

  ReadProgress(PrintStream out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
  }

  /**
   * @param expected the records to come, with the markers of transactions among them
   */
  void start(String what, long expected) {
    this.what = what;
    this.expected = expected;
    done = 0;
    startNanos = nanoTime.getAsLong();
    lastWordNanos = startNanos;
  }

  void advance(long records) {
    done += records;
    long now = nanoTime.getAsLong();
    if (now - lastWordNanos >= BETWEEN_WORDS) {
      lastWordNanos = now;
      out.printf(
          "%s: read %,d of about %,d records, %,d/s%n",
          what, done, expected, (long) (done / ((now - startNanos) / 1e9)));
    }
  }
}
