package io.iotpipeline.streamsapp.http;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A query for the hours of a sensor that start within a time range.
 *
 * @param metric the only metric to return; empty: all
 * @param fromMs earliest start, inclusive, ms since 1970-01-01T00:00:00Z
 * @param toMs latest start, exclusive, ms since 1970-01-01T00:00:00Z
 */
public record HourlyQuery(String sensorId, Optional<String> metric, long fromMs, long toMs)
    implements SensorQuery {

  static HourlyQuery of(String sensorId, Map<String, String> parameters) {
    QueryParameters.checkKnown(parameters, Set.of("metric", "from", "to"));
    long from = millis(parameters, "from", Long.MIN_VALUE);
    long to = millis(parameters, "to", Long.MAX_VALUE);
    if (from > to) {
      throw new BadRequestException(
          "from=" + parameters.get("from") + " is after to=" + parameters.get("to"));
    }
    return new HourlyQuery(sensorId, Optional.ofNullable(parameters.get("metric")), from, to);
  }

  private static long millis(Map<String, String> parameters, String name, long defaultMs) {
    String value = parameters.get(name);
    if (value == null) {
      return defaultMs;
    }
    try {
      return Instant.parse(value).toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new BadRequestException(
          name + "=" + value + " is not an instant; write it like 2020-07-13T12:00:00Z");
    }
  }
}
