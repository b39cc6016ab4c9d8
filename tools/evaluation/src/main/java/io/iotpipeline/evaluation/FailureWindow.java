package io.iotpipeline.evaluation;

import io.iotpipeline.producer.csv.CsvException;
import io.iotpipeline.producer.csv.CsvFile;
import io.iotpipeline.producer.csv.CsvLine;
import io.iotpipeline.producer.parse.TimeParser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A period of a known failure. An alert inside it is a true positive.
 *
 * @param begin first instant, inclusive
 * @param end last instant, inclusive
 */
public record FailureWindow(Instant begin, Instant end) {

  private static final String MACHINE_TEMPERATURE = "machine-temperature-windows.csv";

  /**
   * Reads a CSV file with the columns {@code begin} and {@code end}.
   *
   * @throws CsvException if the file cannot be opened, lacks a column or has an invalid time
   */
  public static List<FailureWindow> read(Path file) {
    try (CsvFile csv = CsvFile.open(file)) {
      return read(file.toString(), csv);
    }
  }

  /**
   * Returns the four failures of {@code machine_temperature.csv} of the Numenta Anomaly Benchmark.
   */
  public static List<FailureWindow> ofMachineTemperature() {
    try (CsvFile csv =
        CsvFile.of(
            MACHINE_TEMPERATURE, FailureWindow.class.getResourceAsStream(MACHINE_TEMPERATURE))) {
      return read(MACHINE_TEMPERATURE, csv);
    }
  }

  private static List<FailureWindow> read(String name, CsvFile csv) {
    int begin = csv.header().indexOf("begin", "column");
    int end = csv.header().indexOf("end", "column");
    List<FailureWindow> windows = new ArrayList<>();
    for (String line = csv.readLine(); line != null; line = csv.readLine()) {
      List<String> cells = CsvLine.split(line).orElse(List.of());
      Optional<Instant> from = time(cells, begin);
      Optional<Instant> to = time(cells, end);
      if (from.isEmpty() || to.isEmpty() || to.get().isBefore(from.get())) {
        throw new CsvException(
            name
                + ", line "
                + csv.lineNumber()
                + ": expected two times, begin <= end, such as"
                + " 2013-12-10T06:25:00Z,2013-12-12T05:35:00Z; found "
                + line);
      }
      windows.add(new FailureWindow(from.get(), to.get()));
    }
    return windows;
  }

  private static Optional<Instant> time(List<String> cells, int index) {
    return index < cells.size() ? TimeParser.parse(cells.get(index)) : Optional.empty();
  }

  boolean contains(Instant time) {
    return !time.isBefore(begin) && !time.isAfter(end);
  }

  /** Returns the length of the part between two times. */
  Duration overlap(Instant from, Instant to) {
    Instant start = begin.isAfter(from) ? begin : from;
    Instant stop = end.isBefore(to) ? end : to;
    return stop.isAfter(start) ? Duration.between(start, stop) : Duration.ZERO;
  }
}
