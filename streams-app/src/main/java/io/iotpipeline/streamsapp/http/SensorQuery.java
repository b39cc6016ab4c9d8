package io.iotpipeline.streamsapp.http;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A query about one sensor: {@code /sensors/{id}/latest} or {@code /sensors/{id}/hourly}. */
sealed interface SensorQuery permits LatestQuery, HourlyQuery {

  String sensorId();

  /**
   * Parses the query from a URL; empty if the path is another one.
   *
   * @throws BadRequestException if the id or a parameter is invalid
   */
  static Optional<SensorQuery> parse(URI url) {
    // Split before decoding, because an id may contain slashes.
    List<String> path = List.of(url.getRawPath().split("/", -1));
    if (path.size() != 4 || !path.get(1).equals("sensors")) {
      return Optional.empty();
    }
    String resource = path.get(3);
    if (!Set.of("latest", "hourly").contains(resource)) {
      return Optional.empty();
    }
    String sensorId = PercentDecoder.decode(path.get(2));
    if (sensorId.isBlank()) {
      throw new BadRequestException("the sensor id is blank; expected /sensors/{id}/" + resource);
    }
    Map<String, String> parameters = QueryParameters.parse(url.getRawQuery());
    return Optional.of(
        resource.equals("latest")
            ? LatestQuery.of(sensorId, parameters)
            : HourlyQuery.of(sensorId, parameters));
  }
}
