package io.iotpipeline.producer.csv;

import io.iotpipeline.producer.parse.TimeFormat;
import io.iotpipeline.producer.text.CsvException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Finds the column that holds the time, or those of date and time. */
final class TimeColumns {

  private static final Pattern CLOCK = Pattern.compile("\\d{1,2}(:\\d{2}.*|\\.\\d{2}\\.\\d{2})");

  /** A number is a time only in a column of such a name. */
  private static final Set<String> NAMES =
      Set.of(
          "time",
          "timestamp",
          "ts",
          "t",
          "date",
          "datetime",
          "date_time",
          "date/time",
          "date time",
          "epoch",
          "unix",
          "unixtime",
          "unix_time",
          "_time",
          "event_time",
          "created_at",
          "zeit",
          "datum",
          "zeitstempel",
          "mess_datum",
          "last_changed",
          "last_updated");

  private final CsvHeader header;
  private final List<List<String>> rows;

  /**
   * @param rows the first rows; each has a cell for each column
   */
  TimeColumns(CsvHeader header, List<List<String>> rows) {
    this.header = header;
    this.rows = rows;
  }

  /**
   * @return the index of the column, or of those of date and time
   * @throws CsvException if there is none or more than one
   */
  List<Integer> find() {
    List<Integer> times = columns(TimeColumns::isTime);
    List<Integer> named =
        columns(cell -> isTime(cell) || TimeFormat.EPOCH.parse(cell).isPresent()).stream()
            .filter(this::hasNameOfTime)
            .toList();
    List<Integer> clocks = columns(cell -> CLOCK.matcher(cell).matches());
    List<Integer> dates = times.stream().filter(this::hasNoClock).toList();
    if (times.size() == 1 && dates.size() == 1 && clocks.size() == 1) {
      return List.of(dates.get(0), clocks.get(0));
    }
    if (named.size() == 1) {
      return named;
    }
    if (times.size() == 1) {
      return times;
    }
    List<Integer> possible = named.isEmpty() ? times : named;
    throw new CsvException(
        possible.isEmpty()
            ? "no column has times that are recognized; set --time-column, and --time-format if"
                + " its times are not read; "
                + header.columnList()
            : "several columns have times; set --time-column to one of "
                + String.join(", ", possible.stream().map(header.columns()::get).toList()));
  }

  private static boolean isTime(String cell) {
    return TimeFormat.known().stream()
        .filter(format -> format != TimeFormat.EPOCH)
        .anyMatch(format -> format.parse(cell).isPresent());
  }

  private boolean hasNameOfTime(int column) {
    return NAMES.contains(header.columns().get(column).toLowerCase(Locale.ROOT));
  }

  private boolean hasNoClock(int column) {
    return rows.stream().noneMatch(row -> row.get(column).contains(":"));
  }

  /** The columns in which most cells are so. */
  private List<Integer> columns(Predicate<String> predicate) {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      int column = i;
      long matches = rows.stream().map(row -> row.get(column).strip()).filter(predicate).count();
      if (2 * matches > rows.size()) {
        columns.add(column);
      }
    }
    return columns;
  }
}
