package io.iotpipeline.chaos;

import io.iotpipeline.chaos.hostile.HostileKind;
import io.iotpipeline.chaos.sabotage.Sabotage;
import io.iotpipeline.chaos.schedule.FaultKind;
import io.iotpipeline.chaos.schedule.ScheduleOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a run does.
 *
 * @param seed of the schedule, of the readings and of the hostile records
 * @param length how long faults happen; the load goes on until the last one has recovered
 * @param cassandraNodes number of Cassandra nodes
 * @param streamsApps number of streams-app instances
 * @param rate records per second, hostile ones included
 * @param hostileShare fraction of the records that are hostile, from 0 to 1
 * @param faults the kinds of faults
 * @param hostileKinds the kinds of hostile records
 * @param sabotage a guarantee to break; empty for none
 * @param restTimeout how long the pipeline may take to come to rest at the end
 * @param report file for the JSON report; empty for the default in the home folder
 */
public record ChaosOptions(
    long seed,
    Duration length,
    int cassandraNodes,
    int streamsApps,
    double rate,
    double hostileShare,
    Set<FaultKind> faults,
    Set<HostileKind> hostileKinds,
    Optional<Sabotage> sabotage,
    Duration restTimeout,
    Optional<Path> report) {

  /** A load without faults that is at least so long is judged by {@code Flatness}. */
  private static final Duration SOAK = Duration.ofMinutes(10);

  public ChaosOptions {
    faults = Set.copyOf(faults);
    hostileKinds = Set.copyOf(hostileKinds);
  }

  ScheduleOptions schedule() {
    return new ScheduleOptions(
        length,
        faults,
        cassandraNodes,
        streamsApps,
        sabotage.map(Sabotage::provocations).orElse(List.of()));
  }

  double hostileRate() {
    return hostileKinds.isEmpty() ? 0 : rate * hostileShare;
  }

  double realRate() {
    return rate - hostileRate();
  }

  boolean isSoak() {
    return faults.isEmpty() && sabotage.isEmpty() && length.compareTo(SOAK) >= 0;
  }

  /** One line for people: the options of the verb. */
  String text() {
    return "--seed %d --duration %ds --cassandra-nodes %d --streams-apps %d --rate %.0f --hostile %.1f%%%s"
        .formatted(
            seed,
            length.toSeconds(),
            cassandraNodes,
            streamsApps,
            rate,
            hostileShare * 100,
            sabotage.map(each -> " --sabotage " + each.option()).orElse(""));
  }
}
