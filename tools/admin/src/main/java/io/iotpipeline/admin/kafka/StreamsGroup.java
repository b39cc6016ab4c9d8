package io.iotpipeline.admin.kafka;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.schemas.Topics;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;

/** The consumer group of all streams-app instances, including manually started ones. */
public final class StreamsGroup {

  /** The group id, which is the application id of the streams app. */
  public static final String ID = Topics.STREAMS_APP_GROUP;

  /** The topic of the app's state; its partitions are those of sensor-events. */
  public static final String CHANGELOG = ID + "-sensors-changelog";

  private StreamsGroup() {}

  public static ConsumerGroupDescription describe(Pipeline pipeline)
      throws ExecutionException, InterruptedException, TimeoutException {
    try (Admin admin = KafkaClients.admin(pipeline)) {
      return admin
          .describeConsumerGroups(List.of(ID))
          .describedGroups()
          .get(ID)
          .get(10, TimeUnit.SECONDS);
    }
  }
}
