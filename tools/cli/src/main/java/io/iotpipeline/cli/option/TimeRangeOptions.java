package io.iotpipeline.cli.option;

import java.time.Instant;
import picocli.CommandLine.Option;

/** Which part of a sensor's rows is shown, by time. */
public final class TimeRangeOptions {

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      defaultValue = "0000-01-01T00:00:00Z",
      description =
          "Start of the time range, inclusive, for example 2020-07-13T00:00:00Z (default: no"
              + " limit).")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      defaultValue = "9999-01-01T00:00:00Z",
      description = "End of the time range, exclusive (default: no limit).")
  private Instant to;

  /** Start, inclusive. */
  public Instant from() {
    return from;
  }

  /** End, exclusive. */
  public Instant to() {
    return to;
  }
}
