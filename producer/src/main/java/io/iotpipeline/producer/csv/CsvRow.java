package io.iotpipeline.producer.csv;

import java.time.Instant;
import java.util.Map;

/** The result of parsing one row. */
public sealed interface CsvRow {

  /** Number of its first line in the file, from 1. */
  long line();

  /** The row as it is written, without the line break at its end. */
  String text();

  /**
   * A valid row.
   *
   * @param time as in the file, in whole milliseconds
   * @param measurements metric name to value; at least one
   */
  record Reading(
      long line, String text, String sensorId, Instant time, Map<String, Double> measurements)
      implements CsvRow {}

  /** A row that cannot be parsed. */
  record Invalid(long line, String text, String reason) implements CsvRow {}
}
