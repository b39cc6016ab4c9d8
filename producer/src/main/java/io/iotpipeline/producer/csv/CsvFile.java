package io.iotpipeline.producer.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A CSV file with a header row, read line by line. Blank lines are skipped. The encoding is UTF-8,
 * with or without a byte order mark; invalid bytes become U+FFFD. Not thread-safe.
 */
public final class CsvFile implements AutoCloseable {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final String name;
  private final BufferedReader reader;
  private final CsvHeader header;
  private long lineNumber;

  private CsvFile(String name, InputStream bytes) {
    this.name = name;
    this.reader = new BufferedReader(new InputStreamReader(bytes, UTF_8));
    try {
      this.header = readHeader();
    } catch (CsvException | UncheckedIOException e) {
      close();
      throw e;
    }
  }

  /**
   * @throws CsvException if the file cannot be opened or has no header row
   */
  public static CsvFile open(Path path) {
    try {
      return new CsvFile(path.toString(), new FileInputStream(path.toFile()));
    } catch (IOException e) {
      throw new CsvException("cannot open the CSV file: " + e.getMessage(), e);
    }
  }

  /**
   * @param name names the file in error messages
   * @param bytes content of the file; {@link #close()} closes it
   * @throws CsvException if the content has no header row
   */
  public static CsvFile of(String name, InputStream bytes) {
    return new CsvFile(name, bytes);
  }

  private CsvHeader readHeader() {
    String line = readLine();
    if (line == null) {
      throw new CsvException(name + " is empty; a CSV file with a header row is required");
    }
    String text = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
    return CsvLine.split(text)
        .map(CsvHeader::new)
        .orElseThrow(
            () ->
                new CsvException(
                    name + ": the header in line " + lineNumber + " has an unclosed quote"));
  }

  public CsvHeader header() {
    return header;
  }

  /** Returns the next line that is not blank, unchanged; null at the end of the file. */
  public String readLine() {
    try {
      String line;
      do {
        line = reader.readLine();
        lineNumber++;
      } while (line != null && line.isBlank());
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " after line " + lineNumber, e);
    }
  }

  /** Number of the line read last, from 1. Blank lines and the header count. */
  public long lineNumber() {
    return lineNumber;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + name, e);
    }
  }
}
