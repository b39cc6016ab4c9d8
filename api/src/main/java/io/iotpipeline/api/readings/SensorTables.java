package io.iotpipeline.api.readings;

import io.iotpipeline.api.answer.TimeRange;
import io.iotpipeline.schemas.SensorAlert;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** The tables of Cassandra that the API reads. None of the methods waits. */
public interface SensorTables {

  /**
   * Readings of one day, in the order of their times.
   *
   * @param hours of the table's partition key
   * @param range within the day
   */
  CompletionStage<List<Reading>> readings(
      String sensorId,
      LocalDate day,
      List<Integer> hours,
      TimeRange range,
      boolean ascending,
      int limit);

  /**
   * Readings of one time that come after another one, in the order of the table.
   *
   * @param after id of the other reading
   */
  CompletionStage<List<Reading>> readingsOf(
      String sensorId,
      LocalDate day,
      List<Integer> hours,
      long timeMs,
      UUID after,
      boolean ascending,
      int limit);

  /** Hours of a metric that start within a range, in ascending order. */
  CompletionStage<List<Hour>> hours(String sensorId, String metric, TimeRange range, int limit);

  /** Alerts of a sensor, newest first. */
  CompletionStage<List<SensorAlert>> alerts(String sensorId, TimeRange range, int limit);
}
