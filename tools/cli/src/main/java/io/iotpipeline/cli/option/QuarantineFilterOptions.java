package io.iotpipeline.cli.option;

import io.iotpipeline.admin.quarantine.QuarantineFilter;
import io.iotpipeline.schemas.RejectionReason;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say which quarantined records are meant. */
public final class QuarantineFilterOptions {

  @Option(
      names = "--reason",
      split = ",",
      paramLabel = "REASON",
      description = "Refused for this reason; several with commas: ${COMPLETION-CANDIDATES}.")
  private Set<RejectionReason> reasons = EnumSet.noneOf(RejectionReason.class);

  @Option(
      names = "--sensor",
      paramLabel = "KEY",
      description = "With this key, as list shows it (0x… where it is no text).")
  private String sensor;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = SinceConverter.class,
      description = "Refused since then, as 2026-07-13T00:00:00Z, or 90s, 5m, 2h, 7d ago.")
  private Instant since;

  public QuarantineFilter filter() {
    return new QuarantineFilter(reasons, sensor, since);
  }

  public boolean namesReasons() {
    return !reasons.isEmpty();
  }
}
