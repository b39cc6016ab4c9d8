package io.iotpipeline.producer.csv;

import io.iotpipeline.producer.text.CsvException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which columns of a CSV file hold what. Indexes start at 0.
 *
 * @param count number of columns
 * @param time indexes of the time, or of date and time
 * @param sensor index of the sensor id, or {@link #NONE} if all rows belong to one sensor
 * @param metrics metric name to index, in the order of the file; empty in the long format
 * @param metric long format: index of the name of the metric, otherwise {@link #NONE}
 * @param value long format: index of the value, otherwise {@link #NONE}
 */
record CsvColumns(
    int count,
    List<Integer> time,
    int sensor,
    Map<String, Integer> metrics,
    int metric,
    int value) {

  static final int NONE = -1;

  /**
   * Finds the columns in a header.
   *
   * @param time indexes of the columns of the time
   * @param possible whether each column can be a metric: it has no text
   * @throws CsvException if a column is missing or ambiguous
   */
  static CsvColumns find(
      CsvHeader header, CsvOptions options, List<Integer> time, List<Boolean> possible) {
    int sensor =
        options.sensorColumn().map(name -> header.indexOf(name, "sensor column")).orElse(NONE);
    if (options.isLongFormat()) {
      return new CsvColumns(
          header.size(),
          time,
          sensor,
          Map.of(),
          header.indexOf(options.metricColumn().orElseThrow(), "metric column"),
          header.indexOf(options.valueColumn().orElseThrow(), "value column"));
    }
    Map<String, Integer> metrics = new LinkedHashMap<>();
    if (options.metrics().isEmpty()) {
      for (int i = 0; i < header.size(); i++) {
        String name = header.columns().get(i);
        if (!time.contains(i) && i != sensor && !name.isEmpty() && possible.get(i)) {
          metrics.put(name, header.indexOf(name, "metric column"));
        }
      }
    } else {
      for (String name : options.metrics()) {
        metrics.put(name, header.indexOf(name, "metric column"));
      }
    }
    if (metrics.isEmpty()) {
      throw new CsvException("the file has no column with numbers; " + header.columnList());
    }
    return new CsvColumns(header.size(), time, sensor, metrics, NONE, NONE);
  }

  /** The cells of a row, or empty if there are too few or too many. */
  boolean fits(List<String> cells) {
    return fits(cells, count);
  }

  /** A delimiter at the end of each row but the header makes no cell. */
  static boolean fits(List<String> cells, int count) {
    return cells.size() == count || (cells.size() == count + 1 && cells.get(count).isEmpty());
  }

  String timeOf(List<String> cells) {
    return timeOf(cells, time);
  }

  static String timeOf(List<String> cells, List<Integer> time) {
    return time.size() == 1
        ? cells.get(time.get(0)).strip()
        : cells.get(time.get(0)).strip() + " " + cells.get(time.get(1)).strip();
  }
}
