package io.iotpipeline.chaos.fault;

import io.iotpipeline.chaos.schedule.Fault;
import java.util.Locale;

/**
 * What became of a fault. All times are in milliseconds since the load has started.
 *
 * @param startedMs when it began; the schedule says when it should
 * @param endedMs when it was over: the process was started or continued, the disk freed
 * @param recoveredMs when its server answered, and the streams app and the sink had committed
 *     offsets again; null if it did not within the time limit
 * @param skipped why it was not done; null if it was
 * @param note what else was seen; empty if nothing
 */
public record FaultOutcome(
    Fault fault, long startedMs, long endedMs, Long recoveredMs, String skipped, String note) {

  /** Whether it was skipped or recovered. */
  public boolean ok() {
    return skipped != null || recoveredMs != null;
  }

  /** Milliseconds from its end until the pipeline worked again; null if it did not. */
  public Long timeToRecoveryMs() {
    return recoveredMs == null ? null : recoveredMs - endedMs;
  }

  /** One line for people. */
  public String text() {
    String begin =
        String.format(
            Locale.ROOT, "%7.1f s  #%d %s: ", startedMs / 1e3, fault.number(), fault.text());
    if (skipped != null) {
      return begin + "skipped, " + skipped;
    }
    String end =
        recoveredMs == null
            ? "NOT RECOVERED"
            : String.format(
                Locale.ROOT, "recovered %.1f s after its end", timeToRecoveryMs() / 1e3);
    return begin + end + (note.isEmpty() ? "" : " (" + note + ")");
  }
}
