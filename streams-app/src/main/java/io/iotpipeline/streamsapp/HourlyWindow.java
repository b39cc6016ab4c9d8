package io.iotpipeline.streamsapp;

import java.util.LinkedHashMap;
import java.util.Map;

/** All metrics of one sensor in one hour: one look-up an event, however many metrics it carries. */
final class HourlyWindow {

  /** By metric, in the order in which the metrics were first seen. */
  final Map<String, Series> series = new LinkedHashMap<>();

  void add(long time, Map<String, Double> measurements) {
    measurements.forEach(
        (metric, reading) ->
            series.computeIfAbsent(metric, first -> new Series()).readings.add(time, reading));
  }
}
