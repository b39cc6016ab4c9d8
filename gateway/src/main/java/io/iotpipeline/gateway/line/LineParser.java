package io.iotpipeline.gateway.line;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.schemas.VisibleText;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One line of the line protocol: {@code measurement,tag=value field=1,other=2i
 * 1600000000000000000}.
 *
 * <p>A backslash escapes commas, equals signs and spaces in names and tags, and quotes and
 * backslashes in texts; before any other character it stands for itself. A text may have line
 * breaks.
 */
final class LineParser {

  private static final int MAX_SHOWN = 60;

  /** What a number takes in an event, besides the name of its metric. */
  private static final int NUMBER_BYTES = 9;

  private final byte[] message;
  private final SeriesMapping mapping;
  private final Map<String, Double> measurements = new HashMap<>();
  private int at;
  private String measurement;
  private int measurementBytes;
  private long eventBytes;
  private String sensorId;
  private int texts;
  private boolean hasTime;
  private long time;

  LineParser(byte[] message, int start, SeriesMapping mapping) {
    this.message = message;
    this.at = start;
    this.mapping = mapping;
  }

  void parse() throws LineSyntaxException {
    skipSpaces();
    measurement = name(false);
    if (measurement.isEmpty()) {
      throw new LineSyntaxException("the measurement is missing");
    }
    measurementBytes = measurement.getBytes(UTF_8).length;
    sensorId = mapping.sensorId(measurement, tags());
    count(sensorId.getBytes(UTF_8).length);
    if (!isAt(' ')) {
      throw new LineSyntaxException("there are no fields");
    }
    skipSpaces();
    if (isAtEnd()) {
      throw new LineSyntaxException("there are no fields");
    }
    do {
      field();
    } while (take(','));
    skipSpaces();
    if (!isAtEnd()) {
      readTime();
      skipSpaces();
    }
    if (!isAtEnd()) {
      throw new LineSyntaxException("there is text after the time");
    }
    at = endOfLine(message, at); // after a carriage return
  }

  private SortedMap<String, String> tags() throws LineSyntaxException {
    SortedMap<String, String> tags = new TreeMap<>();
    while (take(',')) {
      String key = name(true);
      if (key.isEmpty() || !take('=')) {
        throw new LineSyntaxException("a tag has no name or no value; expected name=value");
      }
      String value = name(true);
      if (value.isEmpty()) {
        throw new LineSyntaxException("tag " + quoted(key) + " has no value");
      }
      if (tags.put(key, value) != null) {
        throw new LineSyntaxException("tag " + quoted(key) + " is there twice");
      }
    }
    return tags;
  }

  private void field() throws LineSyntaxException {
    String key = name(true);
    if (key.isEmpty() || !take('=')) {
      throw new LineSyntaxException("a field has no name or no value; expected name=value");
    }
    if (take('"')) {
      skipText(key);
      texts++;
      return;
    }
    int start = at;
    while (!isAtEnd() && !isAt(',') && !isAt(' ')) {
      at++;
    }
    double value = LineNumbers.value(key, new String(message, start, at - start, UTF_8));
    count(measurementBytes + 1 + key.getBytes(UTF_8).length + NUMBER_BYTES);
    if (measurements.put(mapping.metric(measurement, key), value) != null) {
      throw new LineSyntaxException("field " + quoted(key) + " is there twice");
    }
  }

  /** A short line can become a large event, because each metric repeats the measurement. */
  private void count(int bytes) throws LineSyntaxException {
    eventBytes += bytes;
    if (eventBytes > LineEvents.MAX_LINE_BYTES) {
      throw new LineSyntaxException(
          "it becomes an event of more than %d bytes".formatted(LineEvents.MAX_LINE_BYTES));
    }
  }

  private void skipText(String key) throws LineSyntaxException {
    while (at < message.length) {
      byte next = message[at++];
      if (next == '"') {
        return;
      }
      if (next == '\\' && at < message.length && (isAt('"') || isAt('\\'))) {
        at++;
      }
    }
    throw new LineSyntaxException("the text of field " + quoted(key) + " has no closing quote");
  }

  private void readTime() throws LineSyntaxException {
    int start = at;
    while (!isAtEnd() && !isAt(' ')) {
      at++;
    }
    String text = new String(message, start, at - start, UTF_8);
    try {
      time = Long.parseLong(text);
      hasTime = true;
    } catch (NumberFormatException e) {
      throw new LineSyntaxException("the time is " + quoted(text) + "; expected a whole number");
    }
  }

  /**
   * Reads to the next comma or space.
   *
   * @param endsAtEquals whether an equals sign ends it too
   */
  private String name(boolean endsAtEquals) {
    int start = at;
    boolean escaped = false;
    while (!isAtEnd() && !isAt(',') && !isAt(' ') && !(endsAtEquals && isAt('='))) {
      if (isAt('\\') && at + 1 < message.length && isEscapable(message[at + 1])) {
        escaped = true;
        at++;
      }
      at++;
    }
    String raw = new String(message, start, at - start, UTF_8);
    return escaped ? unescaped(raw) : raw;
  }

  private static boolean isEscapable(int character) {
    return character == ',' || character == '=' || character == ' ';
  }

  private static String unescaped(String raw) {
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) == '\\' && i + 1 < raw.length() && isEscapable(raw.charAt(i + 1))) {
        i++;
      }
      text.append(raw.charAt(i));
    }
    return text.toString();
  }

  private void skipSpaces() {
    while (isAt(' ')) {
      at++;
    }
  }

  private boolean take(char character) {
    if (isAt(character)) {
      at++;
      return true;
    }
    return false;
  }

  private boolean isAt(char character) {
    return at < message.length && message[at] == character;
  }

  private boolean isAtEnd() {
    return at >= message.length
        || message[at] == '\n'
        || (message[at] == '\r' && (at + 1 == message.length || message[at + 1] == '\n'));
  }

  /** The position of the next line break, or the length of the message. */
  static int endOfLine(byte[] message, int from) {
    int end = from;
    while (end < message.length && message[end] != '\n') {
      end++;
    }
    return end;
  }

  static String quoted(String text) {
    String shown = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    return '"' + VisibleText.of(shown) + '"';
  }

  /** The end of the line, which may be after line breaks in texts. */
  int end() {
    return at;
  }

  String sensorId() {
    return sensorId;
  }

  /** By the name of the metric; without texts. */
  Map<String, Double> measurements() {
    return measurements;
  }

  /** The number of fields that are texts. */
  int texts() {
    return texts;
  }

  boolean hasTime() {
    return hasTime;
  }

  long time() {
    return time;
  }
}
