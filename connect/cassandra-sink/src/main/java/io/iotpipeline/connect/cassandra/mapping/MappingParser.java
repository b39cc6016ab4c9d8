package io.iotpipeline.connect.cassandra.mapping;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a mapping: comma-separated entries {@code column=field}. White space between tokens is
 * ignored.
 *
 * <p>A column is a name, a name in double quotes as in CQL, {@code __timestamp} or {@code __ttl}. A
 * field is {@code key}, {@code value}, {@code key.name}, {@code value.name}, {@code header.name} or
 * {@code now()}. A field must be in double quotes if its name contains characters other than
 * letters, digits, dots and underscores.
 *
 * <p>An instance parses one text once.
 */
final class MappingParser {

  private static final Pattern SPACE = Pattern.compile("\\s*");
  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"]|\"\")+\"");
  private static final Pattern COLUMN = Pattern.compile(QUOTED + "|\\w+");
  private static final Pattern FIELD = Pattern.compile(QUOTED + "|\\w+\\s*\\(\\s*\\)|\\w[\\w.]*");
  private static final Pattern EQUALS = Pattern.compile("=");
  private static final Pattern COMMA = Pattern.compile(",");

  private final String text;
  private final Matcher matcher;
  private final Map<String, FieldSource> special = new LinkedHashMap<>();
  private final Map<CqlIdentifier, FieldSource> columns = new LinkedHashMap<>();
  private int position;

  MappingParser(String text) {
    this.text = text;
    this.matcher = SPACE.matcher(text);
  }

  /**
   * @throws IllegalArgumentException stating the expected token and the character, counted from 1
   */
  Mapping parse() {
    entry();
    while (position < text.length()) {
      next(COMMA, "a comma between two columns");
      entry();
    }
    return new Mapping(
        columns,
        Optional.ofNullable(special.get(Mapping.TIMESTAMP)),
        Optional.ofNullable(special.get(Mapping.TTL)));
  }

  private void entry() {
    skipSpace();
    int start = position;
    String column = next(COLUMN, "a column name");
    next(EQUALS, "'=' after column " + column);
    FieldSource source = field();
    boolean isSpecial = column.equals(Mapping.TIMESTAMP) || column.equals(Mapping.TTL);
    if (isSpecial && source instanceof FieldSource.Now) {
      throw error(start, column + " requires a field that holds a number, not now()");
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
    String token = next(FIELD, "key, value, key.<field>, value.<field>, header.<name> or now()");
    try {
      return FieldSource.of(
          token.startsWith("\"") ? CqlIdentifier.fromCql(token).asInternal() : token);
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
    String place =
        at < text.length()
            ? "at '" + text.substring(at).lines().findFirst().orElse("") + "'"
            : "at the end";
    return new IllegalArgumentException(
        "Mapping, character " + (at + 1) + ", " + place + ": " + message);
  }
}
