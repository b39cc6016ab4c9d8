package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.schemas.UtcHour;
import io.iotpipeline.streamsapp.state.Accumulator;
import io.iotpipeline.streamsapp.state.Hour;
import io.iotpipeline.streamsapp.state.Series;
import java.time.Instant;

/** Maps one metric of an hour to the record of {@code hourly-aggregates}. */
public final class AggregateMapper {

  private AggregateMapper() {}

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
}
