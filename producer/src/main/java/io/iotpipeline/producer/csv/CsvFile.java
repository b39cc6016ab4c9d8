package io.iotpipeline.producer.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.producer.send.StartupException;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The lines of a CSV file that are not blank, after its header. UTF-8, with or without a byte order
 * mark; bytes that are not UTF-8 become U+FFFD and stop nothing.
 */
final class CsvFile implements AutoCloseable {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Path path;
  private final BufferedReader reader;
  private final List<String> header;
  private long lineNumber;

  private CsvFile(Path path, BufferedReader reader) {
    this.path = path;
    this.reader = reader;
    this.header = readHeader();
  }

  /**
   * @throws StartupException when the file cannot be read or has no header
   */
  static CsvFile open(Path path) {
    try {
      FileInputStream bytes = new FileInputStream(path.toFile());
      return new CsvFile(path, new BufferedReader(new InputStreamReader(bytes, UTF_8)));
    } catch (IOException e) {
      throw new StartupException("--file " + path + ": " + e.getMessage(), e);
    }
  }

  private List<String> readHeader() {
    String line = readLine();
    if (line == null) {
      throw new StartupException("--file " + path + " is empty: a header row is needed", null);
    }
    String header = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
    return CsvLine.split(header)
        .orElseThrow(
            () ->
                new StartupException(
                    "--file " + path + ": the header in line " + lineNumber + " has broken quotes",
                    null));
  }

  /** Names of the columns. */
  List<String> header() {
    return header;
  }

  /** The next line that is not blank, as it stands in the file; null at the end. */
  String readLine() {
    try {
      String line;
      do {
        line = reader.readLine();
        lineNumber++;
      } while (line != null && line.isBlank());
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path + " after line " + lineNumber, e);
    }
  }

  /** Number of the line read last, from 1, as an editor counts. */
  long lineNumber() {
    return lineNumber;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + path, e);
    }
  }
}
