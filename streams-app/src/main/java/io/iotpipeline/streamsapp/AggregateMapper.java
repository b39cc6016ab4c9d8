package io.iotpipeline.streamsapp;

import io.iotpipeline.schemas.HourlyAggregate;
import java.time.Instant;

/** Writes what a window knows of one metric as the record that leaves. */
final class AggregateMapper {

  private AggregateMapper() {}

  static HourlyAggregate map(WindowKey window, String metric, Series series, boolean closed) {
    Accumulator readings = series.readings;
    return new HourlyAggregate(
        window.sensorId(),
        metric,
        Instant.ofEpochMilli(window.windowStart()),
        Instant.ofEpochMilli(window.windowStart() + Hours.HOUR_MS),
        readings.count,
        readings.sum(),
        readings.min,
        readings.max,
        readings.mean(),
        readings.stddev(),
        readings.first,
        readings.last,
        series.revision,
        closed);
  }
}
