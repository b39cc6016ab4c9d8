package io.iotpipeline.benchmarks.streams;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.kafka.TopicReader;
import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.schemas.Topics;
import io.iotpipeline.schemas.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.TopicPartition;

/** What the newest updates in hourly-aggregates say together. */
final class AggregateTotals {

  private final Pipeline pipeline;
  private BinaryDecoder decoder;

  AggregateTotals(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** Number of readings. Every reading is in one row, so this is the number of readings sent. */
  long readings() {
    long readings = 0;
    try (TopicReader reader = new TopicReader(pipeline)) {
      for (TopicPartition partition : reader.partitions(Topics.HOURLY_AGGREGATES.name())) {
        Map<ByteBuffer, Long> counts = new HashMap<>();
        reader.read(
            partition,
            0,
            record -> counts.put(ByteBuffer.wrap(record.key()), count(record.value())));
        readings += counts.values().stream().mapToLong(Long::longValue).sum();
      }
    }
    return readings;
  }

  /**
   * Reads the field {@code count} of {@link HourlyAggregate} only: a run with a million sensors has
   * millions of updates.
   */
  private long count(byte[] value) {
    int header = WireFormat.HEADER_BYTES;
    decoder = DecoderFactory.get().binaryDecoder(value, header, value.length - header, decoder);
    try {
      decoder.skipString(); // sensor_id
      decoder.skipString(); // metric
      decoder.readLong(); // window_start
      decoder.readLong(); // window_end
      return decoder.readLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
