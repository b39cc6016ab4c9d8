package io.iotpipeline.producer.csv;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.code.externalsorting.ExternalSort;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;

/**
 * Sorts readings by their time. Those of one time stay in their order. The readings are in
 * temporary files meanwhile, so it needs bounded memory.
 */
final class TimeSort implements CsvReadings {

  private static final long MEMORY_BYTES = 32L * 1024 * 1024;

  private final Path folder;
  private final BufferedReader sorted;
  private String next;

  private TimeSort(Path folder, BufferedReader sorted) throws IOException {
    this.folder = folder;
    this.sorted = sorted;
    this.next = sorted.readLine();
  }

  /** Takes all readings. The caller closes the result. */
  static TimeSort of(Iterator<CsvRow.Reading> readings) {
    try {
      Path folder = Files.createTempDirectory("replay-sort");
      try {
        Path unsorted = folder.resolve("unsorted");
        write(readings, unsorted);
        Path sorted = folder.resolve("sorted");
        List<File> parts = sortParts(unsorted, folder);
        Files.delete(unsorted);
        ExternalSort.mergeSortedFiles(
            parts, sorted.toFile(), Comparator.naturalOrder(), US_ASCII, false);
        return new TimeSort(folder, Files.newBufferedReader(sorted, US_ASCII));
      } catch (IOException | RuntimeException e) {
        delete(folder);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot sort the readings in a temporary file: " + e, e);
    }
  }

  /** A line a reading: time and number in digits that sort as text does, and the reading. */
  private static void write(Iterator<CsvRow.Reading> readings, Path file) throws IOException {
    try (BufferedWriter lines = Files.newBufferedWriter(file, US_ASCII)) {
      for (long i = 0; readings.hasNext(); i++) {
        CsvRow.Reading reading = readings.next();
        long time = reading.time().toEpochMilli() - Long.MIN_VALUE;
        lines.write(String.format(Locale.ROOT, "%016x%016x", time, i));
        lines.write(ReadingCodec.encode(reading));
        lines.write('\n');
      }
    }
  }

  private static List<File> sortParts(Path unsorted, Path folder) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(unsorted, US_ASCII)) {
      return ExternalSort.sortInBatch(
          lines,
          Files.size(unsorted),
          Comparator.naturalOrder(),
          ExternalSort.DEFAULTMAXTEMPFILES,
          MEMORY_BYTES,
          US_ASCII,
          folder.toFile(),
          false,
          0,
          false,
          false);
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public CsvRow.Reading next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    try {
      CsvRow.Reading reading = ReadingCodec.decode(next.substring(2 * 2 * Long.BYTES));
      next = sorted.readLine();
      return reading;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the sorted readings: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      sorted.close();
      delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
