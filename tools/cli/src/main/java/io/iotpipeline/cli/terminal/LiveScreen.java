package io.iotpipeline.cli.terminal;

import io.iotpipeline.admin.verify.LiveCounts;
import io.iotpipeline.schemas.Topics;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/**
 * Shows the counts of a running pipeline in one line. A terminal gets the line redrawn on each
 * call, cut to 79 characters, because a line that breaks cannot be redrawn; other output gets a new
 * line every five seconds.
 */
public final class LiveScreen {

  private static final int MAX_WIDTH = 79;
  private static final Duration LINE_INTERVAL = Duration.ofSeconds(5);

  private final LiveCounts counts;
  private final PrintStream out;
  private final boolean terminal;
  private final Instant start = Instant.now();
  private Instant lastLine = Instant.EPOCH;
  private Instant lastChange = start;
  private String lastFigures = "";
  private boolean ended;

  /**
   * @param terminal whether the output is a terminal, which can redraw a line
   */
  public LiveScreen(LiveCounts counts, PrintStream out, boolean terminal) {
    this.counts = counts;
    this.out = out;
    this.terminal = terminal;
  }

  /** Shows the current counts, unless {@link #end} has been called. */
  public synchronized void show() {
    if (ended) {
      return;
    }
    Instant now = Instant.now();
    String figures = figures();
    if (!figures.equals(lastFigures)) {
      lastFigures = figures;
      lastChange = now;
    }
    String line = "%4d s  %s".formatted(Duration.between(start, now).toSeconds(), figures);
    if (terminal) {
      out.print("\r" + line.substring(0, Math.min(line.length(), MAX_WIDTH)) + "\u001b[K");
      out.flush();
    } else if (Duration.between(lastLine, now).compareTo(LINE_INTERVAL) >= 0) {
      out.println(line);
      lastLine = now;
    }
  }

  /** Shows the final counts and ends the line. A second call has no effect. */
  public synchronized void end() {
    lastLine = Instant.EPOCH;
    show();
    if (terminal && !ended) {
      out.println();
    }
    ended = true;
  }

  /** Whether each event has become a row or a quarantined record. */
  public boolean showsAllArrived() {
    return lag() == 0;
  }

  /** Whether any count has changed within this time. */
  public boolean hasChangedWithin(Duration time) {
    return Duration.between(lastChange, Instant.now()).compareTo(time) < 0;
  }

  /** Events that are neither a row nor a quarantined record yet. */
  private long lag() {
    return counts.records(Topics.SENSOR_EVENTS)
        - counts.records(Topics.REJECTED_EVENTS)
        - counts.eventRows();
  }

  private String figures() {
    return "events %,d  valid %,d  rejected %,d  lag %,d  rows %,d + %,d"
        .formatted(
            counts.records(Topics.SENSOR_EVENTS),
            counts.records(Topics.VALIDATED_EVENTS),
            counts.records(Topics.REJECTED_EVENTS),
            Math.max(0, lag()),
            counts.eventRows(),
            counts.hourlyRows());
  }
}
