package io.iotpipeline.streamsapp;

import java.time.Instant;

/**
 * The key of an hourly aggregate: {@code sensor|metric|2020-07-13T00:00:00Z}, with {@code %} and
 * {@code |} inside sensor and metric written as {@code %25} and {@code %7C}, so that no two rows
 * share a key.
 */
final class AggregateKey {

  private AggregateKey() {}

  static String of(String sensorId, String metric, Instant windowStart) {
    return escape(sensorId) + '|' + escape(metric) + '|' + windowStart;
  }

  private static String escape(String name) {
    if (name.indexOf('|') < 0 && name.indexOf('%') < 0) {
      return name;
    }
    return name.replace("%", "%25").replace("|", "%7C");
  }
}
