package io.iotpipeline.streamsapp.http;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A question about one sensor, as {@code /sensors/{id}/latest} or {@code /sensors/{id}/hourly}. */
sealed interface SensorQuery permits LatestQuery, HourlyQuery {

  String sensorId();

  /**
   * Reads the question from a URL; empty when its path is another one.
   *
   * @throws BadRequestException when id or parameters are wrong
   */
  static Optional<SensorQuery> parse(URI url) {
    // Split before decoding: an id may contain slashes.
    List<String> path = List.of(url.getRawPath().split("/", -1));
    if (path.size() != 4 || !path.get(1).equals("sensors")) {
      return Optional.empty();
    }
    String what = path.get(3);
    if (!Set.of("latest", "hourly").contains(what)) {
      return Optional.empty();
    }
    String sensorId = Percent.decode(path.get(2));
    if (sensorId.isBlank()) {
      throw new BadRequestException("the sensor id is blank: /sensors/{id}/" + what);
    }
    Map<String, String> parameters = QueryParameters.parse(url.getRawQuery());
    return Optional.of(
        what.equals("latest")
            ? LatestQuery.of(sensorId, parameters)
            : HourlyQuery.of(sensorId, parameters));
  }
}
