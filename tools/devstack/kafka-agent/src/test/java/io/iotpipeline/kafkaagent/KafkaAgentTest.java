package io.iotpipeline.kafkaagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.List;
import java.util.Optional;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metadata.PartitionRecord;
import org.apache.kafka.common.metadata.TopicRecord;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.MetadataProvenance;
import org.apache.kafka.metadata.KRaftMetadataCache;
import org.apache.kafka.server.common.KRaftVersion;
import org.junit.jupiter.api.Test;

class KafkaAgentTest {

  private static final ListenerName LISTENER = new ListenerName("PLAINTEXT");

  /** If this fails before the agent is installed, Kafka is corrected: delete the agent. */
  @Test
  void a_partition_without_a_leader_exists() throws UnmodifiableClassException {
    KRaftMetadataCache cache = cacheWithPartitionWithoutLeader();
    assertThat(cache.getPartitionLeaderEndpoint("topic", 0, LISTENER)).isEmpty();

    Instrumentation instrumentation = ByteBuddyAgent.install();
    KafkaAgent.premain(null, instrumentation);
    instrumentation.retransformClasses(KRaftMetadataCache.class);

    assertThat(cache.getPartitionLeaderEndpoint("topic", 0, LISTENER))
        .isEqualTo(Optional.of(Node.noNode()));
    assertThat(cache.getPartitionLeaderEndpoint("topic", 1, LISTENER)).isEmpty();
    assertThat(cache.getPartitionLeaderEndpoint("deleted", 0, LISTENER)).isEmpty();
  }

  private static KRaftMetadataCache cacheWithPartitionWithoutLeader() {
    Uuid topic = Uuid.randomUuid();
    MetadataDelta delta = new MetadataDelta.Builder().setImage(MetadataImage.EMPTY).build();
    delta.replay(new TopicRecord().setName("topic").setTopicId(topic));
    delta.replay(
        new PartitionRecord()
            .setTopicId(topic)
            .setPartitionId(0)
            .setReplicas(List.of(1))
            .setIsr(List.of(1))
            .setLeader(-1)
            .setLeaderEpoch(1)
            .setPartitionEpoch(1));
    KRaftMetadataCache cache = new KRaftMetadataCache(1, () -> KRaftVersion.LATEST_PRODUCTION);
    cache.setImage(delta.apply(MetadataProvenance.EMPTY));
    return cache;
  }
}
