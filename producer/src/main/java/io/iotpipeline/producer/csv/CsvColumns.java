package io.iotpipeline.producer.csv;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which columns of a CSV file hold the time, the sensor id and the metrics. Indexes start at 0.
 *
 * @param count number of columns
 * @param time index of the time
 * @param sensor index of the sensor id, or {@link #NONE} if all rows belong to one sensor
 * @param metrics metric name to index, in the order of the file
 */
public record CsvColumns(int count, int time, int sensor, Map<String, Integer> metrics) {

  static final int NONE = -1;

  /**
   * Finds the columns in a header. If no metrics are requested, every named column except time and
   * sensor is a metric.
   *
   * @param sensorColumn null if all rows belong to one sensor
   * @param metricColumns requested metrics; empty for all
   * @throws CsvException if a column is missing or ambiguous
   */
  public static CsvColumns find(
      CsvHeader header, String timeColumn, String sensorColumn, List<String> metricColumns) {
    int time = header.indexOf(timeColumn, "time column");
    int sensor = sensorColumn == null ? NONE : header.indexOf(sensorColumn, "sensor column");
    Map<String, Integer> metrics = new LinkedHashMap<>();
    if (metricColumns.isEmpty()) {
      for (int i = 0; i < header.size(); i++) {
        String name = header.columns().get(i);
        if (i != time && i != sensor && !name.isEmpty()) {
          metrics.put(name, header.indexOf(name, "metric column"));
        }
      }
    } else {
      for (String name : metricColumns) {
        metrics.put(name, header.indexOf(name, "metric column"));
      }
    }
    if (metrics.isEmpty()) {
      throw new CsvException("the file has no metric column; " + header.columnList());
    }
    return new CsvColumns(header.size(), time, sensor, metrics);
  }
}
