package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.schemas.UtcHour;
import io.iotpipeline.streamsapp.state.Accumulator;
import io.iotpipeline.streamsapp.state.Hour;
import io.iotpipeline.streamsapp.state.Series;
import java.time.Instant;

/**
 * Maps one metric of an hour to the record of {@code hourly-aggregates}.
 *
 * <p>The key is {@code sensor|metric|2020-07-13T00:00:00Z}. {@code %} and {@code |} in sensor and
 * metric are written as {@code %25} and {@code %7C}, so that no two rows have the same key.
 */
public final class AggregateMapper {

  private AggregateMapper() {}

  static String key(Hour hour, Series series) {
    return escape(hour.sensorId())
        + '|'
        + escape(series.metric())
        + '|'
        + Instant.ofEpochMilli(hour.start());
  }

  public static HourlyAggregate value(Hour hour, Series series, boolean closed) {
    Accumulator readings = series.readings();
    return new HourlyAggregate(
        hour.sensorId(),
        series.metric(),
        Instant.ofEpochMilli(hour.start()),
        Instant.ofEpochMilli(hour.start() + UtcHour.MILLIS),
        readings.count(),
        readings.sum(),
        readings.min(),
        readings.max(),
        readings.mean(),
        readings.stddev(),
        readings.first(),
        readings.last(),
        series.revision(),
        closed);
  }

  private static String escape(String name) {
    if (name.indexOf('|') < 0 && name.indexOf('%') < 0) {
      return name;
    }
    return name.replace("%", "%25").replace("|", "%7C");
  }
}
