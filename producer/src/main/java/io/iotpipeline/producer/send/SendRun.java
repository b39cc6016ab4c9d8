package io.iotpipeline.producer.send;

import io.iotpipeline.schemas.RejectionReason;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends all events of a source, each when it is due, and sums up. */
public final class SendRun {

  private final EventSender sender;
  private final StatusLine screen;
  private final StopSignal stop;
  private long elapsed;

  public SendRun(EventSender sender, StatusLine screen, StopSignal stop) {
    this.sender = sender;
    this.screen = screen;
    this.stop = stop;
  }

  /**
   * Ends when the source does, when the longest time is over or when the signal is raised, with
   * every event acknowledged or given up.
   *
   * @param longestNanos how long to go on sending
   */
  public void run(Iterator<OutgoingRecord> source, RateLimiter pace, long longestNanos) {
    stop.abortWith(sender::abort);
    try (Progress progress = Progress.start(screen, sender::totals)) {
      while (!stop.raised() && pace.elapsed() < longestNanos && source.hasNext()) {
        OutgoingRecord next = source.next();
        pace.await(next.dueNanos(), stop::raised);
        if (!stop.raised()) {
          sender.send(next);
        }
      }
    } finally { // also when the source breaks: what was sent is not to be lost
      sender.flush();
      elapsed = pace.elapsed();
      sender.close();
    }
  }

  /** The process's exit code: 1 when an event failed. */
  public int exitCode() {
    return sender.totals().failed() == 0 ? 0 : 1;
  }

  public void printSummary(PrintWriter out) {
    Map<RejectionReason, Integer> flaws = sender.flaws();
    if (!flaws.isEmpty()) {
      int sum = flaws.values().stream().mapToInt(Integer::intValue).sum();
      String each =
          flaws.entrySet().stream()
              .map(flaw -> flaw.getKey() + " " + flaw.getValue())
              .collect(Collectors.joining(", "));
      out.println("bad on purpose " + sum + ": " + each);
    }
    SendTotals totals = sender.totals();
    out.println(totals.line(totals.rateSince(SendTotals.NONE, elapsed)));
    out.flush();
  }
}
