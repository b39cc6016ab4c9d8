package io.iotpipeline.producer.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reads the rows of a CSV file one after the other, without blank lines and comments. A row is a
 * line, or several if a quoted cell contains line breaks. Not thread-safe.
 */
public final class CsvLines implements AutoCloseable {

  private static final int MAX_LINES_OF_A_ROW = 100;

  private final TextLines lines;
  private final CsvSplitter splitter;
  private final String comment;

  /** Lines that were read to find the end of a quote. */
  private final Deque<TextLines.Line> readAhead = new ArrayDeque<>();

  private long comments;

  /**
   * @param lines closed by {@link #close()}
   * @param comment lines that start with this text are skipped; empty for none
   */
  public CsvLines(TextLines lines, CsvSplitter splitter, String comment) {
    this.lines = lines;
    this.splitter = splitter;
    this.comment = comment;
  }

  /**
   * @return null at the end of the file
   */
  public CsvLine next() {
    TextLines.Line line = nextLine();
    while (line != null && (line.text().isBlank() || isComment(line.text(), comment))) {
      comments += line.text().isBlank() ? 0 : 1;
      line = nextLine();
    }
    if (line == null) {
      return null;
    }
    if (line.tooLong()) {
      return invalid(line, "longer than " + TextLines.MAX_CHARACTERS + " characters");
    }
    Optional<List<String>> cells = splitter.split(line.text());
    return cells.isPresent() ? new CsvLine(line.number(), line.text(), cells, null) : joined(line);
  }

  /** Number of comments so far. */
  public long comments() {
    return comments;
  }

  public static boolean isComment(String line, String comment) {
    return !comment.isEmpty() && line.startsWith(comment);
  }

  /** A quote is open at the end of the line: it may be closed in one of the next lines. */
  private CsvLine joined(TextLines.Line first) {
    List<TextLines.Line> others = new ArrayList<>();
    StringBuilder text = new StringBuilder(first.text());
    while (others.size() < MAX_LINES_OF_A_ROW - 1 && text.length() < TextLines.MAX_CHARACTERS) {
      TextLines.Line other = nextLine();
      if (other == null) {
        break;
      }
      others.add(other);
      text.append('\n').append(other.text());
      if (splitter.hasQuote(other.text())) {
        Optional<List<String>> cells = splitter.split(text.toString());
        if (cells.isPresent()) {
          return new CsvLine(first.number(), text.toString(), cells, null);
        }
      }
    }
    for (int i = others.size() - 1; i >= 0; i--) {
      readAhead.addFirst(others.get(i));
    }
    return invalid(first, "unclosed quote");
  }

  private static CsvLine invalid(TextLines.Line line, String problem) {
    return new CsvLine(line.number(), line.text(), Optional.empty(), problem);
  }

  private TextLines.Line nextLine() {
    return readAhead.isEmpty() ? lines.next() : readAhead.removeFirst();
  }

  @Override
  public void close() {
    lines.close();
  }
}
