package io.iotpipeline.cli.option;

import io.iotpipeline.producer.options.OptionConverters;
import java.time.Instant;
import picocli.CommandLine.Option;

/** Which part of a sensor's rows is shown, by time. */
public final class TimeRangeOptions {

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = OptionConverters.InstantConverter.class,
      description =
          "Start of the time range, inclusive: 2020-07-13T00:00:00Z, 2020-07-13, or 2h before now"
              + " (default: no limit).")
  private Instant from = Instant.parse("0000-01-01T00:00:00Z");

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = OptionConverters.InstantConverter.class,
      description = "End of the time range, exclusive, as --from (default: no limit).")
  private Instant to = Instant.parse("9999-01-01T00:00:00Z");

  /** Start, inclusive. */
  public Instant from() {
    return from;
  }

  /** End, exclusive. */
  public Instant to() {
    return to;
  }
}
