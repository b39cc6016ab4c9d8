package io.iotpipeline.benchmarks.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** For each metric its name (length in 2 bytes, UTF-8) and ten numbers of 8 bytes. */
final class HourStatisticsSerde implements Serde<HourStatistics> {

  private static final int NUMBERS = 10 * Long.BYTES;

  @Override
  public Serializer<HourStatistics> serializer() {
    return (topic, hour) -> hour == null ? null : write(hour);
  }

  @Override
  public Deserializer<HourStatistics> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(bytes);
  }

  private static byte[] write(HourStatistics hour) {
    List<byte[]> names = new ArrayList<>(hour.metrics.size());
    int size = 0;
    for (String name : hour.metrics.keySet()) {
      byte[] bytes = name.getBytes(UTF_8);
      names.add(bytes);
      size += Short.BYTES + bytes.length + NUMBERS;
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    int i = 0;
    for (HourStatistics.Metric metric : hour.metrics.values()) {
      byte[] name = names.get(i++);
      out.putShort((short) name.length)
          .put(name)
          .putLong(metric.count)
          .putDouble(metric.sum)
          .putDouble(metric.min)
          .putDouble(metric.max)
          .putDouble(metric.mean)
          .putDouble(metric.squaredDeviations)
          .putLong(metric.firstTime)
          .putDouble(metric.first)
          .putLong(metric.lastTime)
          .putDouble(metric.last);
    }
    return out.array();
  }

  private static HourStatistics read(byte[] bytes) {
    HourStatistics hour = new HourStatistics();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.hasRemaining()) {
      byte[] name = new byte[in.getShort()];
      in.get(name);
      HourStatistics.Metric metric = new HourStatistics.Metric();
      metric.count = in.getLong();
      metric.sum = in.getDouble();
      metric.min = in.getDouble();
      metric.max = in.getDouble();
      metric.mean = in.getDouble();
      metric.squaredDeviations = in.getDouble();
      metric.firstTime = in.getLong();
      metric.first = in.getDouble();
      metric.lastTime = in.getLong();
      metric.last = in.getDouble();
      hour.metrics.put(new String(name, UTF_8), metric);
    }
    return hour;
  }
}
