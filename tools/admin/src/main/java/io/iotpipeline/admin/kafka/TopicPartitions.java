package io.iotpipeline.admin.kafka;

import io.iotpipeline.schemas.PartitionCounts;
import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks Kafka how many partitions the declared topics and the streams app's changelog have. */
public final class TopicPartitions {

  private static final int TIMEOUT_SECONDS = 10;

  private TopicPartitions() {}

  /** Topics that do not exist are left out. */
  public static PartitionCounts of(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<String> names =
        Stream.concat(Topics.all().stream().map(Topic::name), Stream.of(StreamsGroup.CHANGELOG))
            .toList();
    Map<String, Integer> counts = new HashMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
        admin.describeTopics(names).topicNameValues().entrySet()) {
      try {
        TopicDescription description = topic.getValue().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        counts.put(topic.getKey(), description.partitions().size());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return new PartitionCounts(counts, StreamsGroup.CHANGELOG);
  }
}
