package io.iotpipeline.producer.csv;

import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The texts that stand for a value that was not measured. Counts them. Not thread-safe. */
public final class MissingValues {

  /** Of R, pandas, Excel, weather services, loggers and home automation; in any case. */
  private static final Set<String> KNOWN =
      Set.of(
          "na",
          "n/a",
          "#n/a",
          "#n/a n/a",
          "<na>",
          "nan",
          "-nan",
          "null",
          "nil",
          "none",
          "-",
          "--",
          "---",
          "\u2013",
          "\u2014",
          "?",
          ".",
          "mm",
          "m",
          "inf",
          "-inf",
          "+inf",
          "infinity",
          "-infinity",
          "+infinity",
          "unavailable",
          "unknown",
          "missing",
          "\\n",
          "#value!",
          "#div/0!",
          "#ref!",
          "#num!",
          "#name?",
          "#null!");

  private final Set<String> texts;
  private final TreeMap<String, Long> counts = new TreeMap<>();

  MissingValues(Set<String> more) {
    texts =
        Stream.concat(KNOWN.stream(), more.stream().map(MissingValues::lower))
            .collect(Collectors.toUnmodifiableSet());
  }

  boolean contains(String cell) {
    return cell.isEmpty() || texts.contains(lower(cell));
  }

  /** Counts the cell if it is missing and not empty. */
  boolean count(String cell) {
    if (!contains(cell)) {
      return false;
    }
    if (!cell.isEmpty()) {
      counts.merge(cell, 1L, Long::sum);
    }
    return true;
  }

  /** For example {@code 12 missing values (NA 8, - 4)}; empty if there are none. */
  public String summary() {
    if (counts.isEmpty()) {
      return "";
    }
    long sum = counts.values().stream().mapToLong(Long::longValue).sum();
    return counts.entrySet().stream()
        .map(count -> count.getKey() + " " + count.getValue())
        .collect(Collectors.joining(", ", sum + " missing values (", ")"));
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
