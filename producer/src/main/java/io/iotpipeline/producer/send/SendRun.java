package io.iotpipeline.producer.send;

import io.iotpipeline.schemas.RejectionReason;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends the records of a source, each when it is due, and prints a summary. */
public final class SendRun {

  private final RecordSender sender;
  private final StatusLine status;
  private final StopSignal stop;
  private long elapsedNanos;

  public SendRun(RecordSender sender, StatusLine status, StopSignal stop) {
    this.sender = sender;
    this.status = status;
    this.stop = stop;
  }

  /**
   * Sends until the source is empty, the maximum time has passed or the stop signal is raised. On
   * return, every record is acknowledged or has failed.
   *
   * @param maxNanos maximum time for sending, without the final flush
   */
  public void run(Iterator<OutgoingRecord> source, RateLimiter limiter, long maxNanos) {
    stop.onAbort(sender::abort);
    try (Progress progress = Progress.start(status, sender.counts()::totals)) {
      while (!stop.isRaised() && limiter.elapsedNanos() < maxNanos && source.hasNext()) {
        OutgoingRecord record = source.next();
        limiter.await(record.dueNanos(), stop::isRaised);
        if (!stop.isRaised()) {
          sender.send(record);
        }
      }
    } finally { // also if the source fails: records in flight must not be lost
      sender.flush();
      elapsedNanos = limiter.elapsedNanos();
      sender.close();
    }
  }

  StatusLine status() {
    return status;
  }

  /** Whether the user has stopped the run. */
  public boolean isStopped() {
    return stop.isRaised();
  }

  /** Returns the exit code of the process: 1 if a record failed. */
  public int exitCode() {
    return sender.counts().totals().failed() == 0 ? 0 : 1;
  }

  public void printSummary(PrintWriter out) {
    Map<RejectionReason, Integer> expected = sender.counts().expectedRejections();
    if (!expected.isEmpty()) {
      int sum = expected.values().stream().mapToInt(Integer::intValue).sum();
      String byReason =
          expected.entrySet().stream()
              .map(entry -> entry.getKey() + " " + entry.getValue())
              .collect(Collectors.joining(", "));
      out.println("invalid on purpose " + sum + ": " + byReason);
    }
    SendTotals totals = sender.counts().totals();
    out.println(totals.format(totals.rateSince(SendTotals.NONE, elapsedNanos)));
    out.flush();
  }
}
