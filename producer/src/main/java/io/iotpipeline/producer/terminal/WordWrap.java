package io.iotpipeline.producer.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Breaks lines that are longer than a terminal is wide between words; the terminal itself would
 * break them within words. Lines of JSON stay whole, so that they can be copied, and so does a line
 * that is redrawn.
 */
public final class WordWrap extends OutputStream {

  /** Removes what the line of the terminal shows, before other text is printed on it. */
  public static final String CLEAR_LINE = "\r\u001b[K";

  /** What the other lines of a broken line are indented by: its indent, or a short first column. */
  private static final Pattern INDENT = Pattern.compile("^(?: +|\\S{1,20} {2,}|\\S{1,20}: )?");

  private static final Pattern JSON = Pattern.compile("^\\s*[\\[\\]{}\"].*");
  private static final int MAX_INDENT = 24;

  private final OutputStream terminal;
  private final int columns;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /** Whether the beginning of the line is on the terminal already. */
  private boolean begun;

  private WordWrap(OutputStream terminal, int columns) {
    this.terminal = terminal;
    this.columns = columns;
  }

  /**
   * @param columns width of the terminal; 0 if it is none: then the stream stays as it is
   */
  public static PrintStream on(PrintStream stream, int columns) {
    return columns == 0 ? stream : new PrintStream(new WordWrap(stream, columns), false, UTF_8);
  }

  @Override
  public synchronized void write(int oneByte) throws IOException {
    if (oneByte == '\n') {
      String text = line.toString(UTF_8);
      line.reset();
      terminal.write((shown(text) + "\n").getBytes(UTF_8));
      terminal.flush();
      begun = false;
    } else {
      line.write(oneByte);
    }
  }

  /** A line without an end is written as it is. */
  @Override
  public synchronized void flush() throws IOException {
    if (line.size() > 0) {
      line.writeTo(terminal);
      line.reset();
      begun = true;
    }
    terminal.flush();
  }

  private String shown(String text) {
    return text.startsWith(CLEAR_LINE)
        ? CLEAR_LINE + wrapped(text.substring(CLEAR_LINE.length()), columns)
        : begun ? text : wrapped(text, columns);
  }

  static String wrapped(String line, int columns) {
    if (line.length() <= columns || JSON.matcher(line).matches()) {
      return line;
    }
    Matcher first = INDENT.matcher(line);
    String indent = " ".repeat(first.find() ? Math.min(first.end(), MAX_INDENT) : 0);
    StringBuilder text = new StringBuilder();
    String rest = line;
    while (rest.length() > columns) {
      int space = rest.lastIndexOf(' ', columns);
      if (space <= indent.length()) {
        break; // a word that is longer than the line
      }
      text.append(rest.substring(0, space).stripTrailing()).append('\n');
      rest = indent + rest.substring(space).strip();
    }
    return text.append(rest).toString();
  }
}
