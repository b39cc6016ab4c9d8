package io.iotpipeline.producer.csv;

import io.iotpipeline.producer.send.StartupException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where in a row its parts stand.
 *
 * @param count cells of a row
 * @param time index of the time
 * @param sensor index of the sensor's id, or {@link #NONE} when the file is of one sensor
 * @param metrics name to index, in the file's order
 */
record CsvColumns(int count, int time, int sensor, Map<String, Integer> metrics) {

  static final int NONE = -1;

  /**
   * Finds the columns in a file's header. Without names of metrics, every named column that is
   * neither time nor sensor is one.
   *
   * @param sensorColumn null when the file is of one sensor
   * @param metricNames empty for all
   * @throws StartupException naming the column that is missing, and those that exist
   */
  static CsvColumns find(
      List<String> header, String timeColumn, String sensorColumn, List<String> metricNames) {
    int time = indexOf(header, timeColumn, "--time-column");
    int sensor = sensorColumn == null ? NONE : indexOf(header, sensorColumn, "--sensor-column");
    Map<String, Integer> metrics = new LinkedHashMap<>();
    for (String name : metricNames) {
      metrics.put(name, indexOf(header, name, "--metrics"));
    }
    if (metricNames.isEmpty()) {
      for (int i = 0; i < header.size(); i++) {
        String name = header.get(i);
        if (i != time && i != sensor && !name.isEmpty()) {
          metrics.put(name, indexOf(header, name, "the header"));
        }
      }
    }
    if (metrics.isEmpty()) {
      throw new StartupException("no column is left to be a metric; " + listed(header), null);
    }
    return new CsvColumns(header.size(), time, sensor, metrics);
  }

  private static int indexOf(List<String> header, String name, String option) {
    int index = header.indexOf(name);
    if (index < 0) {
      throw new StartupException(
          option + ": the file has no column '" + name + "'; " + listed(header), null);
    }
    if (header.lastIndexOf(name) != index) {
      throw new StartupException(
          option + ": the file has more than one column '" + name + "'; " + listed(header), null);
    }
    return index;
  }

  private static String listed(List<String> header) {
    return header.stream().collect(Collectors.joining(", ", "its columns are: ", ""));
  }
}
