package io.iotpipeline.kafkaagent;

import java.util.Optional;
import net.bytebuddy.asm.Advice;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.metadata.MetadataCache;

/** Code that runs at the end of the broker's method, as a part of it. */
public final class LeaderEndpointAdvice {

  private LeaderEndpointAdvice() {}

  /** A partition that exists has a leader, or {@link Node#noNode} while nobody leads it. */
  @Advice.OnMethodExit
  public static void exit(
      @Advice.This MetadataCache cache,
      @Advice.Argument(0) String topic,
      @Advice.Argument(1) int partition,
      @Advice.Return(readOnly = false) Optional<Node> leader) {
    if (leader.isEmpty() && cache.contains(new TopicPartition(topic, partition))) {
      leader = Optional.of(Node.noNode());
    }
  }
}
