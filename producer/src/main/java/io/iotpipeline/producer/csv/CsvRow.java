package io.iotpipeline.producer.csv;

import java.time.Instant;
import java.util.Map;

/** The result of parsing one row. */
public sealed interface CsvRow {

  /**
   * A valid row.
   *
   * @param time as in the file, in whole milliseconds
   * @param measurements metric name to value; at least one
   */
  record Reading(String sensorId, Instant time, Map<String, Double> measurements)
      implements CsvRow {}

  /** A row that cannot be parsed. */
  record Invalid(String reason) implements CsvRow {}
}
