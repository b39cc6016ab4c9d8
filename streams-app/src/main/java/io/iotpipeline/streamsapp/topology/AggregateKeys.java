package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.streamsapp.state.Hour;
import io.iotpipeline.streamsapp.state.Series;
import java.time.Instant;

/**
 * Makes the keys of {@code hourly-aggregates}: {@code sensor|metric|2020-07-13T00:00:00Z}. {@code
 * %} and {@code |} in sensor and metric are written as {@code %25} and {@code %7C}, so that no two
 * rows have the same key.
 *
 * <p>Not thread-safe: most keys have the hour of the key before, so its text is kept.
 */
final class AggregateKeys {

  private long lastHour = Long.MIN_VALUE;
  private String textOfHour = "";

  String key(Hour hour, Series series) {
    if (hour.start() != lastHour) {
      lastHour = hour.start();
      textOfHour = Instant.ofEpochMilli(lastHour).toString();
    }
    return escape(hour.sensorId()) + '|' + escape(series.metric()) + '|' + textOfHour;
  }

  private static String escape(String name) {
    if (name.indexOf('|') < 0 && name.indexOf('%') < 0) {
      return name;
    }
    return name.replace("%", "%25").replace("|", "%7C");
  }
}
