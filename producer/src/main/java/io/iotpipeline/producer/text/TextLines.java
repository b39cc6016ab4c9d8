package io.iotpipeline.producer.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;

/**
 * Reads the lines of a text. It needs bounded memory whatever the text contains: of a line that is
 * too long it keeps the beginning. Not thread-safe.
 */
public final class TextLines implements AutoCloseable {

  public static final int MAX_CHARACTERS = 1024 * 1024;

  private static final int BUFFER = 64 * 1024;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /**
   * A line without the line break at its end.
   *
   * @param number from 1
   * @param tooLong whether this is only its beginning
   */
  public record Line(long number, String text, boolean tooLong) {}

  private final String name;
  private final BufferedReader reader;
  private long linesRead;

  public TextLines(CsvInput input, Charset encoding) throws IOException {
    name = input.name();
    reader = new BufferedReader(new InputStreamReader(input.bytes(), encoding), BUFFER);
  }

  /**
   * @return null at the end
   * @throws UncheckedIOException if reading fails; names the file and the line
   */
  public Line next() {
    try {
      int c = reader.read();
      if (c == BYTE_ORDER_MARK && linesRead == 0) {
        c = reader.read();
      }
      if (c < 0) {
        return null;
      }
      linesRead++;
      StringBuilder text = new StringBuilder();
      boolean tooLong = false;
      for (; c >= 0 && c != '\n' && c != '\r'; c = reader.read()) {
        tooLong = text.length() == MAX_CHARACTERS;
        if (!tooLong) {
          text.append((char) c);
        }
      }
      if (c == '\r') {
        skipLineFeed();
      }
      return new Line(linesRead, text.toString(), tooLong);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read " + name + " after line " + linesRead + ": " + e.getMessage(), e);
    }
  }

  private void skipLineFeed() throws IOException {
    reader.mark(1);
    if (reader.read() != '\n') {
      reader.reset();
    }
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
