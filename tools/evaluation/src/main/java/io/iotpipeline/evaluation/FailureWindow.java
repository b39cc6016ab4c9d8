package io.iotpipeline.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.producer.parse.TimeParser;
import io.iotpipeline.producer.text.CsvException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A period of a known failure. An alert inside it is a true positive.
 *
 * @param begin first instant, inclusive
 * @param end last instant, inclusive
 */
public record FailureWindow(Instant begin, Instant end) {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreSurroundingSpaces(true)
          .get();

  private static final String MACHINE_TEMPERATURE = "machine-temperature-windows.csv";

  /**
   * Reads a CSV file with the columns {@code begin} and {@code end}.
   *
   * @throws CsvException if the file cannot be opened, lacks a column or has an invalid time
   */
  public static List<FailureWindow> read(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      return read(file.toString(), reader);
    } catch (IOException e) {
      throw new CsvException("cannot read " + file + ": " + e, e);
    }
  }

  /**
   * Returns the four failures of {@code machine_temperature.csv} of the Numenta Anomaly Benchmark.
   */
  public static List<FailureWindow> ofMachineTemperature() {
    InputStream bytes = FailureWindow.class.getResourceAsStream(MACHINE_TEMPERATURE);
    try (Reader reader = new InputStreamReader(bytes, UTF_8)) {
      return read(MACHINE_TEMPERATURE, reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<FailureWindow> read(String name, Reader reader) throws IOException {
    List<FailureWindow> windows = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(reader, FORMAT)) {
      for (String column : List.of("begin", "end")) {
        if (!parser.getHeaderMap().containsKey(column)) {
          throw new CsvException(
              name
                  + ": column '"
                  + column
                  + "' not found; columns of the file: "
                  + String.join(", ", parser.getHeaderNames()));
        }
      }
      for (CSVRecord row : parser) {
        windows.add(window(name, row, parser.getCurrentLineNumber()));
      }
    }
    return windows;
  }

  private static FailureWindow window(String name, CSVRecord row, long line) {
    Optional<Instant> from = time(row, "begin");
    Optional<Instant> to = time(row, "end");
    if (from.isEmpty() || to.isEmpty() || to.get().isBefore(from.get())) {
      throw new CsvException(
          name
              + ", line "
              + line
              + ": expected two times, begin <= end, such as"
              + " 2013-12-10T06:25:00Z,2013-12-12T05:35:00Z; found "
              + String.join(",", row));
    }
    return new FailureWindow(from.get(), to.get());
  }

  private static Optional<Instant> time(CSVRecord row, String column) {
    return row.isSet(column) ? TimeParser.parse(row.get(column)) : Optional.empty();
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
