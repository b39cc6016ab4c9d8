package io.iotpipeline.cli.terminal;

import io.iotpipeline.admin.verify.LiveCounts;
import io.iotpipeline.schemas.Topics;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** One line that is drawn anew each second on a terminal, and every five seconds elsewhere. */
public final class LiveScreen {

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  private final LiveCounts counts;
  private final PrintStream out;

  /**
   * Set by the script, which can ask the system: Java cannot before 22, and can otherwise after.
   */
  private final boolean terminal = Boolean.getBoolean("pipeline.terminal");

  private final Instant start = Instant.now();
  private Instant lastLine = Instant.EPOCH;
  private Instant lastChange = start;
  private String shown = "";

  public LiveScreen(LiveCounts counts, PrintStream out) {
    this.counts = counts;
    this.out = out;
  }

  public void show() {
    Instant now = Instant.now();
    String figures = figures();
    if (!figures.equals(shown)) {
      shown = figures;
      lastChange = now;
    }
    String line = "%4d s  %s".formatted(Duration.between(start, now).toSeconds(), figures);
    if (terminal) {
      out.print("\r" + line + "\u001b[K");
      out.flush();
    } else if (Duration.between(lastLine, now).compareTo(BETWEEN_LINES) >= 0) {
      out.println(line);
      lastLine = now;
    }
  }

  /** Leaves the last figures standing. */
  public void end() {
    lastLine = Instant.EPOCH;
    show();
    if (terminal) {
      out.println();
    }
  }

  public boolean showsAllArrived() {
    return lag() == 0;
  }

  /** Whether anything has changed within the time given. */
  public boolean moves(Duration patience) {
    return Duration.between(lastChange, Instant.now()).compareTo(patience) < 0;
  }

  /** Events that have not yet become a row or a quarantined record. */
  private long lag() {
    return counts.records(Topics.SENSOR_EVENTS)
        - counts.records(Topics.REJECTED_EVENTS)
        - counts.eventRows();
  }

  private String figures() {
    return "produced %,d  validated %,d  rejected %,d  aggregated %,d  rows %,d + %,d hourly  lag %,d"
        .formatted(
            counts.records(Topics.SENSOR_EVENTS),
            counts.records(Topics.VALIDATED_EVENTS),
            counts.records(Topics.REJECTED_EVENTS),
            counts.records(Topics.HOURLY_AGGREGATES),
            counts.eventRows(),
            counts.hourlyRows(),
            Math.max(0, lag()));
  }
}
