package io.iotpipeline.evaluation;

import io.iotpipeline.producer.csv.CsvFile;
import io.iotpipeline.producer.csv.CsvReadings;
import io.iotpipeline.producer.csv.CsvRow;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The alerts that one metric of a CSV file raises, by sensor. Limits of a metric are not applied.
 */
public final class AlertEvaluation {

  private final String metric;
  private final SortedMap<String, SensorEvaluation> sensors = new TreeMap<>();
  private long invalidRows;

  private AlertEvaluation(String metric) {
    this.metric = metric;
  }

  /**
   * Passes the readings of a file to the detectors, in the order of their times.
   *
   * @param csv a file of which one metric is read
   * @throws java.io.UncheckedIOException if reading fails
   */
  public static AlertEvaluation of(CsvFile csv, String metric) {
    AlertEvaluation evaluation = new AlertEvaluation(metric);
    try (CsvReadings readings = csv.byTime(csv.rows(), invalid -> evaluation.invalidRows++)) {
      readings.forEachRemaining(evaluation::add);
    }
    return evaluation;
  }

  private void add(CsvRow.Reading reading) {
    sensors
        .computeIfAbsent(reading.sensorId(), sensorId -> new SensorEvaluation(metric))
        .add(reading.time(), reading.measurements().get(metric));
  }

  /** Sensor id to evaluation. */
  SortedMap<String, SensorEvaluation> sensors() {
    return Collections.unmodifiableSortedMap(sensors);
  }

  /** Number of rows that were skipped, because they have no valid time, value or sensor id. */
  public long invalidRows() {
    return invalidRows;
  }
}
