package io.iotpipeline.producer.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The rows that could not be read, in a CSV file of {@code line,reason,row} that is made with the
 * first of them. When the file cannot be written they are reported as they come instead.
 */
final class RejectedRows implements AutoCloseable {

  private final Path file;
  private final Consumer<String> complaints;
  private CSVPrinter printer;
  private long count;
  private boolean unwritable;

  RejectedRows(Path file, Consumer<String> complaints) {
    this.file = file;
    this.complaints = complaints;
  }

  /**
   * @param line number of the line in its file, from 1
   */
  void add(long line, String reason, String row) {
    count++;
    if (!unwritable) {
      try {
        if (printer == null) {
          printer = open();
        }
        printer.printRecord(line, reason, row);
        return;
      } catch (IOException e) {
        failed(e);
      }
    }
    complaints.accept("rejected: line " + line + ": " + reason + ": " + row);
  }

  private CSVPrinter open() throws IOException {
    Writer writer = Files.newBufferedWriter(file, UTF_8);
    return CSVFormat.DEFAULT
        .builder()
        .setHeader("line", "reason", "row")
        .setRecordSeparator('\n')
        .get()
        .print(writer);
  }

  private void failed(IOException e) {
    unwritable = true;
    complaints.accept(
        "cannot write rejected rows to " + file + " (" + e + "); --rejects names another file");
  }

  /** Whether every rejected row is in the file. */
  boolean complete() {
    return !unwritable;
  }

  /** Counts the rows, and says where they are. */
  String summary() {
    if (count == 0) {
      return "rejected 0";
    }
    return "rejected " + count + (unwritable ? " (reported above)" : " (see " + file + ")");
  }

  @Override
  public void close() {
    if (printer != null) {
      try {
        printer.close(true);
      } catch (IOException e) {
        failed(e);
      }
    }
  }
}
