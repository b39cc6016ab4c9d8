package io.iotpipeline.benchmarks.peer;

import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.schemas.SensorEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statistics of one sensor in one hour, by metric. Not thread-safe. */
final class HourStatistics {

  /** Of one metric; the mean and the squared deviations by Welford's method. */
  static final class Metric {
    long count;
    double sum;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double mean;
    double squaredDeviations;
    long firstTime = Long.MAX_VALUE;
    double first;
    long lastTime = Long.MIN_VALUE;
    double last;

    private void add(long time, double value) {
      count++;
      sum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
      double delta = value - mean;
      mean += delta / count;
      squaredDeviations += delta * (value - mean);
      if (time < firstTime) {
        firstTime = time;
        first = value;
      }
      if (time >= lastTime) {
        lastTime = time;
        last = value;
      }
    }
  }

  final Map<String, Metric> metrics = new LinkedHashMap<>(4);

  HourStatistics add(SensorEvent event) {
    long time = event.getEventTime().toEpochMilli();
    for (Map.Entry<String, Double> reading : event.getMeasurements().entrySet()) {
      metrics
          .computeIfAbsent(reading.getKey(), metric -> new Metric())
          .add(time, reading.getValue());
    }
    return this;
  }

  List<HourlyAggregate> aggregates(String sensor, Instant start, Instant end, long revision) {
    List<HourlyAggregate> aggregates = new ArrayList<>(metrics.size());
    metrics.forEach(
        (name, metric) ->
            aggregates.add(
                new HourlyAggregate(
                    sensor,
                    name,
                    start,
                    end,
                    metric.count,
                    metric.sum,
                    metric.min,
                    metric.max,
                    metric.sum / metric.count,
                    Math.sqrt(metric.squaredDeviations / metric.count),
                    metric.first,
                    metric.last,
                    revision,
                    false)));
    return aggregates;
  }
}
