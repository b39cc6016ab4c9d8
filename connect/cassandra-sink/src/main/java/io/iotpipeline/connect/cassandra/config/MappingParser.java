package io.iotpipeline.connect.cassandra.config;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a mapping: {@code column=field} by commas, white space wherever one likes.
 *
 * <p>A column is a name, or a name in double quotes as in CQL, or {@code __timestamp} or {@code
 * __ttl}. A field is {@code key}, {@code value}, {@code key.name}, {@code value.name}, {@code
 * header.name}, any of these in double quotes when the name holds other characters than letters,
 * digits, dots and underscores, or {@code now()}.
 */
final class MappingParser {

  private static final Pattern SPACE = Pattern.compile("\\s*");
  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"]|\"\")+\"");
  private static final Pattern COLUMN = Pattern.compile(QUOTED + "|\\w+");
  private static final Pattern FIELD = Pattern.compile(QUOTED + "|\\w+\\s*\\(\\s*\\)|\\w[\\w.]*");
  private static final Pattern EQUALS = Pattern.compile("=");
  private static final Pattern COMMA = Pattern.compile(",");
  private static final String TIMESTAMP = "__timestamp";
  private static final String TTL = "__ttl";

  private final String text;
  private final Matcher matcher;
  private final Map<String, FieldSource> special = new LinkedHashMap<>();
  private final Map<CqlIdentifier, FieldSource> columns = new LinkedHashMap<>();
  private int position;

  private MappingParser(String text) {
    this.text = text;
    this.matcher = SPACE.matcher(text);
  }

  /**
   * @throws IllegalArgumentException saying what was expected, and at which character (from 1)
   */
  static Mapping parse(String text) {
    return new MappingParser(text).mapping();
  }

  private Mapping mapping() {
    entry();
    while (position < text.length()) {
      next(COMMA, "a comma between two columns");
      entry();
    }
    return new Mapping(
        columns,
        Optional.ofNullable(special.get(TIMESTAMP)),
        Optional.ofNullable(special.get(TTL)));
  }

  private void entry() {
    skipSpace();
    int start = position;
    String column = next(COLUMN, "a column's name");
    next(EQUALS, "'=' after column " + column);
    FieldSource source = field();
    boolean isSpecial = column.equals(TIMESTAMP) || column.equals(TTL);
    if (isSpecial && source instanceof FieldSource.Now) {
      throw error(start, column + " takes a number from a field, not now()");
    }
    FieldSource earlier =
        isSpecial
            ? special.putIfAbsent(column, source)
            : columns.putIfAbsent(Mapping.identifier(column), source);
    if (earlier != null) {
      throw error(start, "column " + column + " is mapped twice");
    }
  }

  private FieldSource field() {
    int start = position;
    String written = next(FIELD, "key, value, key.<field>, value.<field>, header.<name> or now()");
    try {
      return FieldSource.of(
          written.startsWith("\"") ? CqlIdentifier.fromCql(written).asInternal() : written);
    } catch (IllegalArgumentException e) {
      throw error(start, e.getMessage());
    }
  }

  private String next(Pattern token, String expected) {
    skipSpace();
    if (!matcher.usePattern(token).region(position, text.length()).lookingAt()) {
      throw error(position, "expected " + expected);
    }
    position = matcher.end();
    String found = matcher.group();
    skipSpace();
    return found;
  }

  private void skipSpace() {
    if (matcher.usePattern(SPACE).region(position, text.length()).lookingAt()) {
      position = matcher.end();
    }
  }

  private IllegalArgumentException error(int at, String message) {
    String rest =
        at < text.length()
            ? "at '" + text.substring(at).lines().findFirst().orElse("") + "'"
            : "at its end";
    return new IllegalArgumentException(
        "Mapping, character " + (at + 1) + ", " + rest + ": " + message);
  }
}
