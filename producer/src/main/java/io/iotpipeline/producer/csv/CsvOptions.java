package io.iotpipeline.producer.csv;

import io.iotpipeline.producer.parse.NumberFormat;
import io.iotpipeline.producer.parse.TimeFormat;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the user says about a CSV file. What is left empty is recognized from the file.
 *
 * @param encoding of the text
 * @param delimiter between two cells
 * @param quote around cells that contain a delimiter or a line break
 * @param skipLines lines before the header
 * @param comment lines that start with this text are skipped; empty for none
 * @param timeColumns column of the time, or those of date and time
 * @param timeFormat how times are written
 * @param zone of times without an offset; UTC is assumed if it is not stated
 * @param sensorColumn column with the sensor id; empty if all rows belong to one sensor
 * @param sensorId sensor id of all rows
 * @param metrics columns with values; empty for all that have numbers
 * @param metricColumn long format: column with the name of the metric
 * @param valueColumn long format: column with the value
 * @param decimal how numbers are written
 * @param missing texts, besides those of {@link MissingValues}, that stand for a missing value
 */
public record CsvOptions(
    Optional<Charset> encoding,
    Optional<Character> delimiter,
    char quote,
    int skipLines,
    String comment,
    List<String> timeColumns,
    Optional<TimeFormat> timeFormat,
    Optional<ZoneId> zone,
    Optional<String> sensorColumn,
    Optional<String> sensorId,
    List<String> metrics,
    Optional<String> metricColumn,
    Optional<String> valueColumn,
    Optional<NumberFormat> decimal,
    Set<String> missing) {

  public CsvOptions {
    timeColumns = List.copyOf(timeColumns);
    metrics = List.copyOf(metrics);
    missing = Set.copyOf(missing);
  }

  boolean isLongFormat() {
    return metricColumn.isPresent();
  }
}
