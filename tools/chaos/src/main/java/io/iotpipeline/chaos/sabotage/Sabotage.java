package io.iotpipeline.chaos.sabotage;

import io.iotpipeline.chaos.schedule.Component;
import io.iotpipeline.chaos.schedule.FaultKind;
import io.iotpipeline.chaos.schedule.ScheduleOptions.Provocation;
import java.util.List;
import java.util.Locale;

/** A guarantee that is broken on purpose. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are immutable
public enum Sabotage {
  /**
   * The streams app writes without transactions, and commits its offsets separately. A killed
   * instance has written records whose offsets are not committed, so they are written twice.
   */
  EXACTLY_ONCE(List.of(new Provocation(FaultKind.KILL, Component.STREAMS_APP))),
  /**
   * The write time of an aggregate row is the start of its hour instead of its revision. All
   * updates then tie, Cassandra decides cell by cell by value, and a row mixes updates.
   *
   * <p>To leave the mapping out would not be enough: without it the sink takes the record's time
   * and lets the higher offset win.
   */
  WRITE_TIME(List.of()),
  /**
   * The sink reports records as written that it writes seconds later. What a killed worker had not
   * written yet is never delivered again.
   */
  EARLY_COMMIT(List.of(new Provocation(FaultKind.KILL, Component.CONNECT)));

  private final List<Provocation> provocations;

  Sabotage(List<Provocation> provocations) {
    this.provocations = provocations;
  }

  /** The faults without which nobody notices. */
  public List<Provocation> provocations() {
    return provocations;
  }

  /** Its name in options. */
  public String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
