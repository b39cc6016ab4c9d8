package io.iotpipeline.integration.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.tahu.message.SparkplugBPayloadEncoder;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.SparkplugBPayload;

/** Payloads as Eclipse Tahu, the reference implementation of Sparkplug, writes them. */
@SuppressWarnings("JavaUtilDate") // Tahu's type
final class SparkplugPayloads {

  private SparkplugPayloads() {}

  static byte[] nodeBirth(long bdSeq) {
    return payload(
        0,
        List.of(
            metric("bdSeq", null, MetricDataType.Int64, bdSeq, Instant.EPOCH),
            metric("Node Control/Rebirth", null, MetricDataType.Boolean, false, Instant.EPOCH)));
  }

  static byte[] nodeDeath(long bdSeq) {
    return payload(
        null, List.of(metric("bdSeq", null, MetricDataType.Int64, bdSeq, Instant.EPOCH)));
  }

  /** The birth of a device with one metric, which it has not measured yet. */
  static byte[] deviceBirth(int sequence, String metric, long alias) {
    return payload(
        sequence, List.of(metric(metric, alias, MetricDataType.Double, null, Instant.EPOCH)));
  }

  /** Readings of one device, by the alias of its metric. */
  static byte[] data(int sequence, Fleet fleet, long alias, int begin, int end) {
    return payload(
        sequence,
        IntStream.range(begin, end)
            .mapToObj(
                reading ->
                    metric(
                        null,
                        alias,
                        MetricDataType.Double,
                        fleet.value(reading),
                        fleet.time(reading)))
            .toList());
  }

  private static byte[] payload(Integer sequence, List<Metric> metrics) {
    SparkplugBPayload payload =
        new SparkplugBPayload(
            new Date(0), metrics, sequence == null ? -1L : sequence.longValue(), null, null);
    if (sequence == null) {
      payload.setSeq(null);
    }
    try {
      return new SparkplugBPayloadEncoder().getBytes(payload, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }

  private static Metric metric(
      String name, Long alias, MetricDataType type, Object value, Instant time) {
    try {
      MetricBuilder builder = new MetricBuilder(name, type, value).timestamp(Date.from(time));
      return alias == null ? builder.createMetric() : builder.alias(alias).createMetric();
    } catch (Exception e) { // of the types that Tahu checks
      throw new IllegalArgumentException(e);
    }
  }
}
