package io.iotpipeline.cli.option;

import io.iotpipeline.admin.quarantine.QuarantineFilter;
import io.iotpipeline.producer.options.OptionConverters;
import io.iotpipeline.schemas.RejectionReason;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that select quarantined records. */
public final class QuarantineFilterOptions {

  @Option(
      names = "--reason",
      split = ",",
      paramLabel = "REASON",
      description =
          "Only records that were rejected for this reason (default: all reasons); separate"
              + " several with commas: ${COMPLETION-CANDIDATES}.")
  private Set<RejectionReason> reasons = EnumSet.noneOf(RejectionReason.class);

  @Option(
      names = "--sensor",
      paramLabel = "KEY",
      description =
          "Only records with this key, as list shows it: text, or 0x and hexadecimal digits"
              + " (default: all keys).")
  private String sensor;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = OptionConverters.InstantConverter.class,
      description =
          "Only records that were rejected at or after this time: 2026-07-13T00:00:00Z,"
              + " 2026-07-13, or 2h before now (default: no limit).")
  private Instant since;

  public QuarantineFilter filter() {
    return new QuarantineFilter(reasons, sensor, since);
  }

  /** Whether {@code --reason} was given. */
  public boolean hasReasons() {
    return !reasons.isEmpty();
  }
}
