package io.iotpipeline.gateway.sparkplug;

import java.util.List;

/**
 * What is read of a payload.
 *
 * @param timestamp milliseconds since 1970; null if it has none
 * @param sequence counts the messages of the node from 0 to 255; null if it has none
 */
record Payload(Long timestamp, Long sequence, List<Metric> metrics) {

  private static final String BD_SEQ = "bdSeq";

  Payload {
    metrics = List.copyOf(metrics);
  }

  /** The number that ties a death of the node to its birth; null if there is none. */
  Long birthDeathSequence() {
    for (Metric metric : metrics) {
      if (BD_SEQ.equals(metric.name()) && metric.value() != null) {
        return metric.value().bits();
      }
    }
    return null;
  }

  /** Whether a metric is no reading: it ties births to deaths, or takes commands. */
  static boolean isControl(String name) {
    return name.equals(BD_SEQ)
        || name.startsWith("Node Control/")
        || name.startsWith("Device Control/");
  }
}
