package io.iotpipeline.producer.csv;

import java.time.Instant;
import java.util.Map;

/** What a line of a file turns out to be. */
sealed interface CsvRow {

  /**
   * A line that could be read.
   *
   * @param eventId UUID text that follows from the line's content alone
   * @param time as the file has it
   */
  record Reading(String eventId, String sensorId, Instant time, Map<String, Double> measurements)
      implements CsvRow {}

  /** A line that could not, and why. */
  record Unreadable(String reason) implements CsvRow {}
}
