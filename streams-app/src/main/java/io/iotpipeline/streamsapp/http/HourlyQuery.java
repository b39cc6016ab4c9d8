package io.iotpipeline.streamsapp.http;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks for the hours of a sensor that begin within a stretch of time.
 *
 * @param metric only this one
 * @param fromMs start of the earliest hour wanted (inclusive), ms since 1970-01-01T00:00:00Z
 * @param toMs end of the stretch (exclusive), ms since 1970-01-01T00:00:00Z
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

  private static long millis(Map<String, String> parameters, String name, long otherwise) {
    String value = parameters.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      return Instant.parse(value).toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new BadRequestException(
          name + "=" + value + " is no instant: write it as 2020-07-13T12:00:00Z");
    }
  }
}
