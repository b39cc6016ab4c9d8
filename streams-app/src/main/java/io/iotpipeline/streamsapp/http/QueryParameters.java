package io.iotpipeline.streamsapp.http;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Parses the query of a URL: {@code name=value&…}; a plus sign is a space. */
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
        throw new BadRequestException("expected name=value, found " + pair);
      }
      String name = decode(pair.substring(0, equals));
      if (parameters.put(name, decode(pair.substring(equals + 1))) != null) {
        throw new BadRequestException("parameter " + name + " is given twice");
      }
    }
    return parameters;
  }

  /** Throws if a parameter is unknown: ignoring it would return a misleading answer. */
  static void checkKnown(Map<String, String> parameters, Set<String> known) {
    for (String name : parameters.keySet()) {
      if (!known.contains(name)) {
        throw new BadRequestException(
            "unknown parameter " + name + "; expected one of " + new TreeSet<>(known));
      }
    }
  }

  private static String decode(String raw) {
    return PercentDecoder.decode(raw.replace('+', ' '));
  }
}
