package io.iotpipeline.api.live;

import io.iotpipeline.api.answer.Parameters;
import io.iotpipeline.api.answer.ProblemException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a client follows.
 *
 * @param sensors empty: those of the whole fleet, but no readings
 */
record Subscription(Set<Stream> streams, Set<String> sensors) {

  private static final int MAX_SENSORS = 50;

  Subscription {
    streams = Set.copyOf(streams);
    sensors = Set.copyOf(sensors);
  }

  /**
   * @throws ProblemException if a stream is unknown, or sensors are missing or too many
   */
  static Subscription of(Parameters parameters) {
    Set<Stream> streams = EnumSet.noneOf(Stream.class);
    for (String list : parameters.all("stream")) {
      for (String name : list.split(",", -1)) {
        streams.add(stream(name));
      }
    }
    Set<String> sensors = new TreeSet<>(parameters.all("sensor"));
    if (streams.isEmpty()) {
      throw ProblemException.badRequest("stream is missing; expected one or more of " + names());
    }
    if (sensors.size() > MAX_SENSORS) {
      throw ProblemException.badRequest("more than " + MAX_SENSORS + " sensors");
    }
    if (streams.contains(Stream.READINGS) && sensors.isEmpty()) {
      throw ProblemException.badRequest(
          "stream=readings needs sensor=ID, 1 to " + MAX_SENSORS + " times");
    }
    return new Subscription(streams, sensors);
  }

  private static Stream stream(String name) {
    Optional<Stream> found =
        Arrays.stream(Stream.values()).filter(each -> each.parameter().equals(name)).findFirst();
    return found.orElseThrow(
        () -> ProblemException.badRequest("unknown stream; expected one or more of " + names()));
  }

  private static String names() {
    return String.join(",", Arrays.stream(Stream.values()).map(Stream::parameter).toList());
  }

  /**
   * @param sensorId null: it is of no sensor
   */
  boolean takes(Stream stream, String sensorId) {
    return streams.contains(stream)
        && (stream == Stream.PIPELINE
            || sensors.isEmpty()
            || (sensorId != null && sensors.contains(sensorId)));
  }
}
