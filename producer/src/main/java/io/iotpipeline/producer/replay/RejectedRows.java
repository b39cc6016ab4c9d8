package io.iotpipeline.producer.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.iotpipeline.producer.csv.CsvRow;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes invalid rows to a CSV file with the columns {@code line,reason,row}. The file is created
 * with the first invalid row; a symbolic link is not followed. If it cannot be written, each row is
 * reported as a message instead.
 */
final class RejectedRows implements AutoCloseable {

  private final Path file;
  private final Consumer<String> messages;
  private CSVPrinter printer;
  private long count;
  private boolean unwritable;

  /**
   * @param messages receives error messages
   */
  RejectedRows(Path file, Consumer<String> messages) {
    this.file = file;
    this.messages = messages;
  }

  void add(CsvRow.Invalid row) {
    count++;
    if (!unwritable) {
      try {
        if (printer == null) {
          printer = open();
        }
        printer.printRecord(row.line(), row.reason(), row.text());
        return;
      } catch (IOException e) {
        writeFailed(e);
      }
    }
    messages.accept("rejected: line " + row.line() + ": " + row.reason() + ": " + row.text());
  }

  private CSVPrinter open() throws IOException {
    Writer writer =
        new BufferedWriter(
            new OutputStreamWriter(
                Files.newOutputStream(file, CREATE, TRUNCATE_EXISTING, WRITE, NOFOLLOW_LINKS),
                UTF_8));
    return CSVFormat.DEFAULT
        .builder()
        .setHeader("line", "reason", "row")
        .setRecordSeparator('\n')
        .get()
        .print(writer);
  }

  private void writeFailed(IOException e) {
    unwritable = true;
    messages.accept(
        "cannot write rejected rows to "
            + file
            + " ("
            + e
            + "); use --rejects to set another file");
  }

  /** Whether the file contains every rejected row. */
  boolean isComplete() {
    return !unwritable;
  }

  /** The number of rejected rows and where they are. */
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
        writeFailed(e);
      }
      printer = null;
    }
  }
}
