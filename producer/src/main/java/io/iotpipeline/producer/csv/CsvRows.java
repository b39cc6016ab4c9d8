package io.iotpipeline.producer.csv;

import io.iotpipeline.producer.text.CsvLine;
import io.iotpipeline.producer.text.CsvLines;
import java.util.Optional;

/** The rows of a CSV file, in its order. Not thread-safe. */
public final class CsvRows implements AutoCloseable {

  private final CsvLines lines;
  private final CsvHeader header;
  private final CsvRowReader reader;
  private final MissingValues missing;
  private long repeatedHeaders;
  private long count;

  CsvRows(CsvLines lines, CsvHeader header, CsvRowReader reader, MissingValues missing) {
    this.lines = lines;
    this.header = header;
    this.reader = reader;
    this.missing = missing;
  }

  /** The next row, or empty at the end of the file. */
  public Optional<CsvRow> next() {
    CsvLine line = lines.next();
    while (line != null && line.cells().isPresent() && header.isRepeatedBy(line.cells().get())) {
      repeatedHeaders++;
      line = lines.next();
    }
    if (line == null) {
      return Optional.empty();
    }
    count++;
    return Optional.of(reader.read(line));
  }

  /** The cells that the rows so far have left empty by a word. */
  public MissingValues missing() {
    return missing;
  }

  /** Number of rows so far, without those that repeat the header. */
  public long count() {
    return count;
  }

  /** Number of lines so far that are comments. */
  public long comments() {
    return lines.comments();
  }

  /** Number of rows so far that repeat the header. */
  public long repeatedHeaders() {
    return repeatedHeaders;
  }

  @Override
  public void close() {
    lines.close();
  }
}
