package io.iotpipeline.producer.csv;

import io.iotpipeline.producer.parse.NumberFormat;
import io.iotpipeline.producer.parse.TimeFormat;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * How a CSV file is written and what its columns hold: what the user said and what was recognized.
 *
 * @param encoding of the text
 * @param delimiter between two cells
 * @param header the names of the columns
 * @param firstLine number of the first line with values, from 1; those between it and the header
 *     describe the columns
 * @param columns what they hold
 * @param timeFormat how times are written
 * @param numberFormat how numbers are written
 * @param ordered whether no time is before the one of the row before
 * @param zone of the times that have no offset; empty if all have one
 * @param newestAssumed the newest time without an offset, if UTC is only assumed for it
 * @param leftOut columns with a name that are neither time nor sensor nor metric
 */
public record CsvLayout(
    Charset encoding,
    char delimiter,
    CsvHeader header,
    long firstLine,
    CsvColumns columns,
    TimeFormat timeFormat,
    NumberFormat numberFormat,
    boolean ordered,
    Optional<ZoneId> zone,
    Optional<Instant> newestAssumed,
    List<String> leftOut) {

  public List<String> timeColumns() {
    return columns.time().stream().map(header.columns()::get).toList();
  }

  /** The names of the metrics; in the long format, that of their column. */
  public List<String> metrics() {
    return columns.metric() == CsvColumns.NONE
        ? List.copyOf(columns.metrics().keySet())
        : List.of("the names in column " + header.columns().get(columns.metric()));
  }
}
