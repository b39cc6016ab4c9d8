package io.iotpipeline.integration.monitoring;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a PromQL expression reads. Covers what our rules and dashboards are written in. */
final class PromQl {

  /** Made by Prometheus itself, and exported by nobody. */
  static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");

  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "unless", "offset", "bool", "inf", "nan");

  /** Braces may stand in strings, so these go first. */
  private static final Pattern STRINGS =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`");

  private static final Pattern MATCHERS_AND_RANGES = Pattern.compile("\\{[^}]*}|\\[[^\\]]*]");

  private static final Pattern LABELS =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

  /** A name, and the parenthesis that makes it a function. Not the unit of a number. */
  private static final Pattern NAMES = Pattern.compile("(?<![\\w:.])([a-zA-Z_:][\\w:]*)(\\s*\\()?");

  private PromQl() {}

  static Set<String> metrics(String expression) {
    String text = STRINGS.matcher(expression).replaceAll("");
    text = MATCHERS_AND_RANGES.matcher(text).replaceAll("");
    text = LABELS.matcher(text).replaceAll("");
    Set<String> metrics = new TreeSet<>();
    Matcher name = NAMES.matcher(text);
    while (name.find()) {
      if (name.group(2) == null && !KEYWORDS.contains(name.group(1).toLowerCase(Locale.ROOT))) {
        metrics.add(name.group(1));
      }
    }
    return metrics;
  }
}
