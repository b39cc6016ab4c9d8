package io.iotpipeline.connect.notification;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes JSON, so that the plugin needs no library and cannot clash with those of the worker. */
final class Json {

  private Json() {}

  /**
   * A value as JSON: text, numbers, booleans, collections, maps and null. Anything else is written
   * as its text. NaN and the infinities are null, because JSON has no such numbers.
   */
  static String of(Object value) {
    if (value == null) {
      return "null";
    } else if (value instanceof Boolean) {
      return value.toString();
    } else if (value instanceof Number number) {
      return Double.isFinite(number.doubleValue()) ? number.toString() : "null";
    } else if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(each -> of(String.valueOf(each.getKey())) + ":" + of(each.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    } else if (value instanceof Collection<?> collection) {
      return collection.stream().map(Json::of).collect(Collectors.joining(",", "[", "]"));
    }
    return '"' + escape(value.toString()) + '"';
  }

  /**
   * What stands between the quotes of a JSON string. Control characters, also those of Unicode, and
   * what browsers read as the beginning of a tag are written as numbers, and so is half of a pair
   * of surrogates, which UTF-8 cannot hold.
   */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        escaped.append(c).append(text.charAt(++i));
      } else if (isUnsafe(c)) {
        escaped.append(String.format("\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static boolean isUnsafe(char c) {
    return Character.isISOControl(c)
        || Character.isSurrogate(c)
        || c == '\u2028'
        || c == '\u2029'
        || c == '<';
  }
}
