package io.iotpipeline.chaos.load;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.kafka.TopicReader;
import io.iotpipeline.chaos.hostile.HostileSensors;
import io.iotpipeline.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.TopicPartition;

/**
 * The committed records of the input topic.
 *
 * @param real of the real producers: they send no record without a key
 * @param hostile by their keys, which begin with {@link HostileSensors#PREFIX} or are missing
 */
public record InputCount(long real, long hostile) {

  private static final byte[] PREFIX = HostileSensors.PREFIX.getBytes(StandardCharsets.UTF_8);

  public static InputCount read(Pipeline pipeline) {
    long[] counts = new long[2];
    try (TopicReader reader = new TopicReader(pipeline)) {
      for (TopicPartition partition : reader.partitions(Topics.SENSOR_EVENTS.name())) {
        reader.read(
            partition,
            reader.beginning(partition),
            record -> counts[isHostile(record.key()) ? 1 : 0]++);
      }
    }
    return new InputCount(counts[0], counts[1]);
  }

  private static boolean isHostile(byte[] key) {
    return key == null
        || (key.length >= PREFIX.length
            && Arrays.equals(Arrays.copyOf(key, PREFIX.length), PREFIX));
  }
}
