package io.iotpipeline.chaos.schedule;

import java.util.Locale;

/**
 * One fault of a schedule.
 *
 * @param number from 1
 * @param atMs when it begins, in milliseconds since the load has started
 * @param kind what happens
 * @param component to which part
 * @param target number of the server of that part, from 1; 0 for all of them, one by one
 * @param durationMs time from its begin to its end; 0 if the end follows from the kind
 * @param stepSeconds how far a clock steps; 0 for other kinds
 */
public record Fault(
    int number,
    long atMs,
    FaultKind kind,
    Component component,
    int target,
    long durationMs,
    int stepSeconds) {

  /** The server's name in the development stack, or of all servers of the part. */
  public String targetName() {
    return target == 0 ? component.server(1) + " and its peers" : component.server(target);
  }

  /** When the fault has ended at the latest, if servers stop and start in time. */
  public long reservedUntilMs() {
    return atMs + Math.max(durationMs, kind.reservedSeconds((int) (durationMs / 1000)) * 1000L);
  }

  /** For people: {@code streams-app-2 killed for 4.0 s}. */
  public String text() {
    StringBuilder text = new StringBuilder(targetName()).append(' ').append(kind.text());
    if (stepSeconds != 0) {
      text.append(String.format(Locale.ROOT, " by %+d s", stepSeconds));
    }
    if (durationMs > 0) {
      text.append(String.format(Locale.ROOT, " for %.1f s", durationMs / 1e3));
    }
    return text.toString();
  }
}
