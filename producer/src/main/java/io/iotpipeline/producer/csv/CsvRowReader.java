package io.iotpipeline.producer.csv;

import io.iotpipeline.producer.parse.NumberParser;
import io.iotpipeline.producer.parse.TimeParser;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Parses the rows of a CSV file. An invalid row is a result with the reason, not an exception. */
public final class CsvRowReader {

  private final CsvColumns columns;
  private final String fixedSensorId;

  /**
   * @param fixedSensorId sensor id of all rows; null to read it from the sensor column
   */
  public CsvRowReader(CsvColumns columns, String fixedSensorId) {
    this.columns = columns;
    this.fixedSensorId = fixedSensorId;
  }

  public CsvRow read(String line) {
    Optional<List<String>> split = CsvLine.split(line);
    if (split.isEmpty()) {
      return new CsvRow.Invalid("unclosed quote");
    }
    List<String> cells = split.get();
    if (cells.size() != columns.count()) {
      return new CsvRow.Invalid(cells.size() + " cells, but the header has " + columns.count());
    }
    Optional<Instant> time = TimeParser.parse(cells.get(columns.time()));
    if (time.isEmpty()) {
      return new CsvRow.Invalid("'" + cells.get(columns.time()) + "' is not a time");
    }
    String sensorId = fixedSensorId == null ? cells.get(columns.sensor()) : fixedSensorId;
    if (sensorId.isBlank()) {
      return new CsvRow.Invalid("the sensor id is empty");
    }
    return withMeasurements(cells, sensorId, time.get());
  }

  private CsvRow withMeasurements(List<String> cells, String sensorId, Instant time) {
    Map<String, Double> measurements = new HashMap<>();
    for (Map.Entry<String, Integer> metric : columns.metrics().entrySet()) {
      String cell = cells.get(metric.getValue());
      if (cell.isEmpty()) {
        continue; // not measured at this time
      }
      OptionalDouble value = NumberParser.parse(cell);
      if (value.isEmpty()) {
        return new CsvRow.Invalid(metric.getKey() + ": '" + cell + "' is not a number");
      }
      measurements.put(metric.getKey(), value.getAsDouble());
    }
    return measurements.isEmpty()
        ? new CsvRow.Invalid("no metric has a value")
        : new CsvRow.Reading(sensorId, time, measurements);
  }
}
