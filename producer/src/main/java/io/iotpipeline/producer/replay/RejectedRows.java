package io.iotpipeline.producer.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes invalid rows to a CSV file with the columns {@code line,reason,row}. The file is created
 * with the first invalid row. If it cannot be written, each row is reported as a message instead.
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
        writeFailed(e);
      }
    }
    messages.accept("rejected: line " + line + ": " + reason + ": " + row);
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
    }
  }
}
