package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.streamsapp.register.Inflow;
import io.iotpipeline.streamsapp.register.Registration;

/** Counts the sensors of a partition in one round over all of them. */
final class FleetCount {

  private final long allHeardMs;
  private final long partitionHeardMs;
  private long active;
  private long silent;
  private long neverHeard;
  private long expected;
  private long expectedInPartition;

  /**
   * @param allHeardMs when the newest event of all partitions had arrived as the round began
   * @param partitionHeardMs when that of this partition had arrived
   */
  FleetCount(long allHeardMs, long partitionHeardMs) {
    this.allHeardMs = allHeardMs;
    this.partitionHeardMs = partitionHeardMs;
  }

  void add(Registration sensor) {
    if (!sensor.isHeard()) {
      neverHeard++;
    } else if (sensor.isSilent()) {
      silent++;
    } else {
      active++;
      expected += sensor.isExpectedAt(allHeardMs) ? 1 : 0;
      expectedInPartition += sensor.isExpectedAt(partitionHeardMs) ? 1 : 0;
    }
  }

  Inflow.Fleet fleet() {
    return new Inflow.Fleet(active, silent, neverHeard, expected, expectedInPartition);
  }
}
