package io.iotpipeline.producer.send;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How many records were handed over, and what has become of them so far.
 *
 * @param sent all that were to be sent: acknowledged, failed or still on the way
 * @param acknowledged by all in-sync replicas
 * @param failed given up for good
 */
record SendTotals(long sent, long acknowledged, long failed) {

  static final SendTotals NONE = new SendTotals(0, 0, 0);

  /** Acknowledged records a second since earlier totals. */
  double rateSince(SendTotals earlier, long nanos) {
    double seconds = Math.max(1, nanos) / (double) TimeUnit.SECONDS.toNanos(1);
    return (acknowledged - earlier.acknowledged) / seconds;
  }

  String line(double rate) {
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
