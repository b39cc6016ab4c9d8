package io.iotpipeline.streamsapp.http;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The part of a URL behind the question mark: {@code name=value&…}, a plus sign for a space. */
final class QueryParameters {

  private QueryParameters() {}

  static Map<String, String> parse(String rawQuery) {
    Map<String, String> parameters = new TreeMap<>();
    if (rawQuery == null || rawQuery.isEmpty()) {
      return parameters;
    }
    for (String pair : rawQuery.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new BadRequestException("not name=value: " + pair);
      }
      String name = decode(pair.substring(0, equals));
      if (parameters.put(name, decode(pair.substring(equals + 1))) != null) {
        throw new BadRequestException(name + " is given twice");
      }
    }
    return parameters;
  }

  /** A parameter that is passed over in silence would make the answer a lie. */
  static void checkKnown(Map<String, String> parameters, Set<String> known) {
    for (String name : parameters.keySet()) {
      if (!known.contains(name)) {
        throw new BadRequestException(
            "unknown parameter " + name + "; known here: " + new TreeSet<>(known));
      }
    }
  }

  private static String decode(String raw) {
    return Percent.decode(raw.replace('+', ' '));
  }
}
