package io.iotpipeline.producer.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/** Makes readings of the lines of a CSV file; a line that is wrong comes back with the reason. */
final class CsvRowReader {

  private final CsvColumns columns;
  private final String onlySensor;

  /**
   * @param onlySensor id of the sensor when no column has it, else null
   */
  CsvRowReader(CsvColumns columns, String onlySensor) {
    this.columns = columns;
    this.onlySensor = onlySensor;
  }

  CsvRow read(String line) {
    Optional<List<String>> split = CsvLine.split(line);
    if (split.isEmpty()) {
      return new CsvRow.Unreadable("broken quotes");
    }
    List<String> cells = split.get();
    if (cells.size() != columns.count()) {
      return new CsvRow.Unreadable(cells.size() + " cells where the header has " + columns.count());
    }
    Optional<Instant> time = TimeParser.parse(cells.get(columns.time()));
    if (time.isEmpty()) {
      return new CsvRow.Unreadable("'" + cells.get(columns.time()) + "' is no time");
    }
    String sensorId = onlySensor == null ? cells.get(columns.sensor()) : onlySensor;
    if (sensorId.isBlank()) {
      return new CsvRow.Unreadable("no sensor id");
    }
    return withMeasurements(line, cells, sensorId, time.get());
  }

  private CsvRow withMeasurements(String line, List<String> cells, String sensorId, Instant time) {
    Map<String, Double> measurements = new HashMap<>();
    for (Map.Entry<String, Integer> metric : columns.metrics().entrySet()) {
      String cell = cells.get(metric.getValue());
      if (cell.isEmpty()) {
        continue; // not measured this time
      }
      OptionalDouble value = NumberParser.parse(cell);
      if (value.isEmpty()) {
        return new CsvRow.Unreadable(
            metric.getKey() + ": '" + cell + "' is no number; --metrics selects what to read");
      }
      measurements.put(metric.getKey(), value.getAsDouble());
    }
    return measurements.isEmpty()
        ? new CsvRow.Unreadable("no metric has a value")
        : new CsvRow.Reading(eventId(line), sensorId, time, measurements);
  }

  /** Follows from what the line says, so that a file sent again is known to be the same. */
  private String eventId(String line) {
    String content = onlySensor == null ? line : onlySensor + '\n' + line;
    return UUID.nameUUIDFromBytes(content.getBytes(UTF_8)).toString();
  }
}
