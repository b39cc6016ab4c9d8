package io.iotpipeline.evaluation;

import io.iotpipeline.producer.csv.CsvColumns;
import io.iotpipeline.producer.csv.CsvException;
import io.iotpipeline.producer.csv.CsvFile;
import io.iotpipeline.producer.csv.CsvRow;
import io.iotpipeline.producer.csv.CsvRowReader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The alerts that one metric of a CSV file raises, by sensor. Limits of a metric are not applied.
 */
public final class AlertEvaluation {

  /**
   * Where the readings are. Formats of times and values are those of the producer's {@code replay}.
   *
   * @param file CSV file in UTF-8 with a header row
   * @param timeColumn column with the time of the reading
   * @param metric column with the value; also the name of the metric
   * @param sensorColumn column with the sensor id; null if all rows belong to one sensor, whose id
   *     is then the name of the metric
   */
  public record Input(Path file, String timeColumn, String metric, String sensorColumn) {}

  private final String metric;
  private final SortedMap<String, SensorEvaluation> sensors = new TreeMap<>();
  private long invalidRows;

  private AlertEvaluation(String metric) {
    this.metric = metric;
  }

  /**
   * Reads the file and passes its readings to the detectors, in the order of the file.
   *
   * @throws CsvException if the file cannot be opened or lacks a column
   * @throws java.io.UncheckedIOException if reading fails
   */
  public static AlertEvaluation of(Input input) {
    AlertEvaluation evaluation = new AlertEvaluation(input.metric());
    try (CsvFile csv = CsvFile.open(input.file())) {
      List<String> metrics = List.of(input.metric());
      CsvColumns columns =
          CsvColumns.find(csv.header(), input.timeColumn(), input.sensorColumn(), metrics);
      String fixedSensorId = input.sensorColumn() == null ? input.metric() : null;
      CsvRowReader rowReader = new CsvRowReader(columns, fixedSensorId);
      for (String line = csv.readLine(); line != null; line = csv.readLine()) {
        evaluation.add(rowReader.read(line));
      }
    }
    return evaluation;
  }

  private void add(CsvRow row) {
    if (row instanceof CsvRow.Reading reading) {
      sensors
          .computeIfAbsent(reading.sensorId(), sensorId -> new SensorEvaluation(metric))
          .add(reading.time(), reading.measurements().get(metric));
    } else {
      invalidRows++;
    }
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
