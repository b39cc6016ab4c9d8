package io.iotpipeline.chaos.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a schedule depends on, besides the seed. It does not depend on the machine: a fault that a
 * machine cannot do stays in the schedule and is skipped.
 *
 * @param length how long the load lasts; each fault ends before
 * @param kinds the kinds that may occur; none gives an empty schedule
 * @param cassandraNodes number of Cassandra nodes
 * @param streamsApps number of streams-app instances
 * @param provocations faults that a sabotage needs to be noticed; they alternate with the others
 */
public record ScheduleOptions(
    Duration length,
    Set<FaultKind> kinds,
    int cassandraNodes,
    int streamsApps,
    List<Provocation> provocations) {

  /** A fault that must occur. */
  public record Provocation(FaultKind kind, Component component) {}

  public ScheduleOptions {
    kinds = Set.copyOf(kinds);
    provocations = List.copyOf(provocations);
  }

  int servers(Component component) {
    return switch (component) {
      case CASSANDRA -> cassandraNodes;
      case STREAMS_APP -> streamsApps;
      default -> 1;
    };
  }
}
