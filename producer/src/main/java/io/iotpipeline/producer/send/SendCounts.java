package io.iotpipeline.producer.send;

import io.iotpipeline.schemas.RejectionReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Counts what became of the records of a run. Thread-safe, except for {@link #sent}, which only the
 * sending thread calls.
 */
public final class SendCounts {

  private final Consumer<String> failures;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final Map<RejectionReason, Integer> expectedRejections =
      new EnumMap<>(RejectionReason.class);

  /**
   * @param failures receives a message for each failed record
   */
  public SendCounts(Consumer<String> failures) {
    this.failures = failures;
  }

  /**
   * @param expected the reason for which the pipeline should reject the record; empty if it is
   *     valid
   */
  public void sent(Optional<RejectionReason> expected) {
    sent.incrementAndGet();
    expected.ifPresent(reason -> expectedRejections.merge(reason, 1, Integer::sum));
  }

  public void acknowledged() {
    acknowledged.incrementAndGet();
  }

  /**
   * @param cause for people
   */
  public void failed(String sensorId, String eventId, Object cause) {
    failures.accept("not sent: sensor " + sensorId + ", event " + eventId + ": " + cause);
    failed.incrementAndGet(); // last, so that a run that is settled has reported everything
  }

  /** Whether every record that was sent is acknowledged or has failed. */
  public boolean isSettled() {
    SendTotals totals = totals();
    return totals.sent() == totals.acknowledged() + totals.failed();
  }

  SendTotals totals() {
    // Read before "sent", so that acknowledged plus failed never exceeds it.
    long acknowledgedNow = acknowledged.get();
    long failedNow = failed.get();
    return new SendTotals(sent.get(), acknowledgedNow, failedNow);
  }

  /** Number of records that were invalid on purpose, by the expected rejection reason. */
  Map<RejectionReason, Integer> expectedRejections() {
    return Collections.unmodifiableMap(expectedRejections);
  }
}
