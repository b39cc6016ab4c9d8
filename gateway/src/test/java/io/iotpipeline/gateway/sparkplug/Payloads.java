package io.iotpipeline.gateway.sparkplug;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Date;
import java.util.List;
import org.eclipse.tahu.message.SparkplugBPayloadEncoder;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.SparkplugBPayload;

/** Payloads as Eclipse Tahu, the reference implementation of Sparkplug, writes them. */
@SuppressWarnings("JavaUtilDate") // Tahu's type
public final class Payloads {

  public static final long TIME = 1_764_229_200_000L;

  private Payloads() {}

  /** The birth of a node with a temperature (alias 1), a counter (2), a door (3) and a text (4). */
  public static byte[] birth(long bdSeq) {
    return payload(
        0,
        metric("bdSeq", null, MetricDataType.Int64, bdSeq),
        metric("Node Control/Rebirth", null, MetricDataType.Boolean, false),
        metric("temperature", 1L, MetricDataType.Double, 21.5),
        metric("counter", 2L, MetricDataType.Int32, -7),
        metric("door", 3L, MetricDataType.Boolean, true),
        metric("state", 4L, MetricDataType.String, "running"));
  }

  public static byte[] death(long bdSeq) {
    return payload(null, metric("bdSeq", null, MetricDataType.Int64, bdSeq));
  }

  /** The temperature by its alias. */
  public static byte[] data(long sequence, double temperature) {
    return payload(sequence, metric(null, 1L, MetricDataType.Double, temperature));
  }

  public static byte[] payload(Number sequence, Metric... metrics) {
    SparkplugBPayload payload =
        new SparkplugBPayload(
            new Date(TIME),
            List.of(metrics),
            sequence == null ? -1 : sequence.longValue(),
            null,
            null);
    if (sequence == null) {
      payload.setSeq(null);
    }
    try {
      return new SparkplugBPayloadEncoder().getBytes(payload, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Metric metric(String name, Long alias, MetricDataType type, Object value) {
    return metric(name, alias, type, value, TIME);
  }

  public static Metric metric(
      String name, Long alias, MetricDataType type, Object value, Long time) {
    try {
      MetricBuilder builder = new MetricBuilder(name, type, value);
      if (alias != null) {
        builder.alias(alias);
      }
      return builder.timestamp(time == null ? null : new Date(time)).createMetric();
    } catch (Exception e) {
      throw new IllegalArgumentException(e);
    }
  }
}
