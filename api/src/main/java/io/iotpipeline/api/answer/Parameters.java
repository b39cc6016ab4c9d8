package io.iotpipeline.api.answer;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The query of a request. An unknown or repeated parameter is an error, and not ignored. */
public final class Parameters {

  public static final int DEFAULT_LIMIT = 100;
  public static final int MAX_LIMIT = 1000;
  private static final int MAX_PARAMETERS = 200;

  /** Those of years 0 to 9999: Cassandra and ISO-8601 have more, sensors do not. */
  private static final Instant MIN_TIME = Instant.parse("0000-01-01T00:00:00Z");

  private static final Instant MAX_TIME = Instant.parse("9999-12-31T23:59:59.999Z");

  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * @param rawQuery {@code name=value&…}, percent-encoded; null: none
   * @param known names that may be there
   */
  public static Parameters parse(String rawQuery, Set<String> known) {
    Map<String, List<String>> values = new TreeMap<>();
    int count = 0;
    for (String pair : pairs(rawQuery)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (!known.contains(name)) {
        throw ProblemException.badRequest(
            "unknown parameter " + shown(name) + "; expected " + new TreeSet<>(known));
      }
      if (++count > MAX_PARAMETERS) {
        throw ProblemException.badRequest("more than " + MAX_PARAMETERS + " parameters");
      }
      values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
    return new Parameters(values);
  }

  private static List<String> pairs(String query) {
    if (query == null || query.isEmpty()) {
      return List.of();
    }
    List<String> pairs = new ArrayList<>();
    int start = 0;
    for (int end = query.indexOf('&'); end >= 0; end = query.indexOf('&', start)) {
      pairs.add(query.substring(start, end));
      start = end + 1;
    }
    pairs.add(query.substring(start));
    pairs.removeIf(String::isEmpty);
    return pairs;
  }

  private static String decode(String text) {
    return PercentDecoder.decode(text.replace('+', ' '));
  }

  /** Names of clients are cut, because they come back in messages. */
  public static String shown(String text) {
    return '"' + (text.length() <= 100 ? text : text.substring(0, 100) + "…") + '"';
  }

  /** All values, in their order. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Empty also if the value is empty, as a form sends it. */
  public Optional<String> text(String name) {
    List<String> all = all(name);
    if (all.size() > 1) {
      throw ProblemException.badRequest("parameter " + name + " is given twice");
    }
    return all.stream().findFirst().filter(value -> !value.isEmpty());
  }

  /** A part of the texts that are looked for. */
  public Optional<TextPart> part(String name) {
    return text(name).map(TextPart::new);
  }

  /** A value of which there are few. */
  public Optional<String> oneOf(String name, Set<String> expected) {
    Optional<String> value = text(name);
    value
        .filter(each -> !expected.contains(each))
        .ifPresent(
            each -> {
              throw ProblemException.badRequest(
                  name + "=" + shown(each) + "; expected " + new TreeSet<>(expected));
            });
    return value;
  }

  public int limit() {
    return text("limit")
        .map(
            value -> {
              try {
                int limit = Integer.parseInt(value);
                if (limit >= 1 && limit <= MAX_LIMIT) {
                  return limit;
                }
              } catch (NumberFormatException e) {
                // the message below
              }
              throw ProblemException.badRequest(
                  "limit=" + shown(value) + "; expected 1 to " + MAX_LIMIT);
            })
        .orElse(DEFAULT_LIMIT);
  }

  /** The position after which the page begins. */
  public Optional<Cursor> cursor(String kind, int parts) {
    return text("cursor").map(text -> Cursor.parse(text, kind, parts));
  }

  public Optional<Instant> time(String name) {
    return text(name).map(value -> instant(name, value));
  }

  /**
   * Reads a time of a client.
   *
   * @param name of the parameter or field, for the message
   * @throws ProblemException if it is none
   */
  public static Instant instant(String name, String value) {
    try {
      Instant time = Instant.parse(value);
      if (!time.isBefore(MIN_TIME) && !time.isAfter(MAX_TIME)) {
        return time;
      }
    } catch (DateTimeParseException e) {
      // the message below
    }
    throw ProblemException.badRequest(
        name + "=" + shown(value) + "; expected an instant like 2026-11-27T10:00:00Z");
  }

  /**
   * The parameters from and to.
   *
   * @param defaultFrom depends on the end
   */
  public TimeRange range(Instant defaultTo, UnaryOperator<Instant> defaultFrom) {
    Instant to = time("to").orElse(defaultTo);
    Instant from = time("from").orElseGet(() -> defaultFrom.apply(to));
    if (from.isAfter(to)) {
      throw ProblemException.badRequest("from is after to");
    }
    return new TimeRange(from.toEpochMilli(), to.toEpochMilli());
  }

  /** A range that has no limit unless it is given. */
  public TimeRange range() {
    return range(MAX_TIME, to -> MIN_TIME);
  }
}
