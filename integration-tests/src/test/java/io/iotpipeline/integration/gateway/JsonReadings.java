package io.iotpipeline.integration.gateway;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Readings of a fleet as the gateway's JSON. */
final class JsonReadings {

  private JsonReadings() {}

  static String array(Fleet fleet, int begin, int end) {
    return IntStream.range(begin, end)
        .mapToObj(
            reading ->
                "{\"sensor_id\":\"%s\",%s}".formatted(fleet.sensor(reading), body(fleet, reading)))
        .collect(Collectors.joining(",\n", "[", "]"));
  }

  /** A reading without its sensor, which is in the topic. */
  static String ofTopic(Fleet fleet, int reading) {
    return "{" + body(fleet, reading) + "}";
  }

  private static String body(Fleet fleet, int reading) {
    return "\"event_time\":\"%s\",\"measurements\":{\"%s\":%s}"
        .formatted(fleet.time(reading), fleet.metric(), fleet.value(reading));
  }
}
