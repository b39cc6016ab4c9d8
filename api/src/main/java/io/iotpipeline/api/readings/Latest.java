package io.iotpipeline.api.readings;

import java.util.List;

/**
 * The newest readings of a sensor, by metric.
 *
 * @param clockMs greatest event time of the sensor, ms since 1970-01-01T00:00:00Z
 */
record Latest(long clockMs, List<Reading> readings) {

  Latest {
    readings = List.copyOf(readings);
  }

  /**
   * The newest reading of a metric.
   *
   * @param timeMs ms since 1970-01-01T00:00:00Z
   */
  record Reading(String metric, double value, long timeMs) {

    /** As the streams app decides: of readings with the same time it is the greatest. */
    Reading newer(Reading other) {
      int order = Long.compare(timeMs, other.timeMs);
      return order > 0 || (order == 0 && Double.compare(value, other.value) >= 0) ? this : other;
    }
  }
}
