package io.iotpipeline.benchmarks.streams;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.kafka.TopicReader;
import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.schemas.Topics;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** What the newest updates in hourly-aggregates say together. */
final class AggregateTotals {

  private final Pipeline pipeline;

  AggregateTotals(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** Number of readings. Every reading is in one row, so this is the number of readings sent. */
  long readings() {
    AvroSerdes serdes = AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, pipeline.registryUrl()));
    long readings = 0;
    try (TopicReader reader = new TopicReader(pipeline);
        Deserializer<HourlyAggregate> avro = serdes.deserializer()) {
      for (TopicPartition partition : reader.partitions(Topics.HOURLY_AGGREGATES.name())) {
        Map<ByteBuffer, Long> counts = new HashMap<>();
        reader.read(
            partition,
            0,
            record ->
                counts.put(
                    ByteBuffer.wrap(record.key()),
                    avro.deserialize(record.topic(), record.value()).getCount()));
        readings += counts.values().stream().mapToLong(Long::longValue).sum();
      }
    }
    return readings;
  }
}
