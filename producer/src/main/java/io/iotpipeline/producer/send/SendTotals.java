package io.iotpipeline.producer.send;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Counts of the records of a run.
 *
 * @param sent all records passed to the sender: acknowledged, failed or still in flight
 * @param acknowledged acknowledged by all in-sync replicas
 * @param failed not delivered, and not retried again
 */
record SendTotals(long sent, long acknowledged, long failed) {

  static final SendTotals NONE = new SendTotals(0, 0, 0);

  /** Returns the acknowledged records per second since earlier totals. */
  double rateSince(SendTotals earlier, long nanos) {
    double seconds = Math.max(1, nanos) / (double) TimeUnit.SECONDS.toNanos(1);
    return (acknowledged - earlier.acknowledged) / seconds;
  }

  /** Formats the line of progress and summary; scripts parse it. */
  String format(double rate) {
    String digits = rate < 10 ? "%.1f" : "%.0f";
    return String.format(
        Locale.ROOT,
        "sent %d, acknowledged %d, failed %d, " + digits + " events/s",
        sent,
        acknowledged,
        failed,
        rate);
  }
}
