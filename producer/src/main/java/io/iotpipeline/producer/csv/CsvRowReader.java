package io.iotpipeline.producer.csv;

import io.iotpipeline.producer.parse.LocalTimes;
import io.iotpipeline.producer.parse.NumberFormat;
import io.iotpipeline.producer.parse.TimeFormat;
import io.iotpipeline.producer.parse.WallTime;
import io.iotpipeline.producer.text.CsvLine;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Parses the rows of a CSV file, in the order of the file. An invalid row is a result with the
 * reason, not an exception. Not thread-safe.
 */
final class CsvRowReader {

  private final CsvColumns columns;
  private final TimeFormat timeFormat;
  private final NumberFormat numberFormat;
  private final LocalTimes times;
  private final MissingValues missing;
  private final Optional<String> fixedSensorId;

  /**
   * @param missing counts the missing values
   */
  CsvRowReader(CsvLayout layout, CsvOptions options, MissingValues missing) {
    this.columns = layout.columns();
    this.timeFormat = layout.timeFormat();
    this.numberFormat = layout.numberFormat();
    this.times = new LocalTimes(layout.zone().orElse(ZoneOffset.UTC));
    this.missing = missing;
    this.fixedSensorId = options.sensorId();
  }

  CsvRow read(CsvLine line) {
    if (line.cells().isEmpty()) {
      return invalid(line, line.problem());
    }
    List<String> cells = line.cells().get();
    if (!columns.fits(cells)) {
      return invalid(line, cells.size() + " cells, but the header has " + columns.count());
    }
    String timeText = columns.timeOf(cells);
    Optional<WallTime> wallTime = timeFormat.parse(timeText);
    if (wallTime.isEmpty()) {
      return invalid(line, "'" + timeText + "' is not a time");
    }
    LocalTimes.Result time = times.resolve(series(cells), wallTime.get());
    if (time.instant().isEmpty()) {
      return invalid(line, time.problem());
    }
    if (sensorId(cells).isBlank()) {
      return invalid(line, "the sensor id is empty");
    }
    return withMeasurements(line, cells, time.instant().get());
  }

  /** While no sensor is known, "?" stands for it, so that the rest of a row can be looked at. */
  private String sensorId(List<String> cells) {
    return fixedSensorId.orElseGet(
        () -> columns.sensor() == CsvColumns.NONE ? "?" : cells.get(columns.sensor()));
  }

  /** What has one row at each time. */
  private String series(List<String> cells) {
    return columns.metric() == CsvColumns.NONE
        ? sensorId(cells)
        : sensorId(cells) + '\0' + cells.get(columns.metric());
  }

  private CsvRow withMeasurements(CsvLine line, List<String> cells, Instant time) {
    Map<String, Integer> metrics =
        columns.metric() == CsvColumns.NONE
            ? columns.metrics()
            : Map.of(cells.get(columns.metric()), columns.value());
    Map<String, Double> measurements = new HashMap<>();
    for (Map.Entry<String, Integer> metric : metrics.entrySet()) {
      String cell = cells.get(metric.getValue()).strip();
      if (missing.count(cell)) {
        continue;
      }
      OptionalDouble value = numberFormat.parse(cell);
      if (value.isEmpty()) {
        return invalid(line, metric.getKey() + ": '" + cell + "' is not a number");
      }
      measurements.put(metric.getKey(), value.getAsDouble());
    }
    return measurements.isEmpty()
        ? invalid(line, "no metric has a value")
        : new CsvRow.Reading(line.number(), line.text(), sensorId(cells), time, measurements);
  }

  private static CsvRow invalid(CsvLine line, String reason) {
    return new CsvRow.Invalid(line.number(), line.text(), reason);
  }
}
