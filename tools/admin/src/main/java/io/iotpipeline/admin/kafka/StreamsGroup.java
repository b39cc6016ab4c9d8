package io.iotpipeline.admin.kafka;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

  /** The session timeout of the app's consumers, 10 s, and a reserve. */
  private static final Duration SESSION_END = Duration.ofSeconds(15);

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

  /**
   * Waits until the group has no members: an instance that was killed is one until its session
   * ends.
   *
   * @return whether it has none
   * @throws PipelineException if Kafka does not answer
   */
  public static boolean awaitEmpty(Pipeline pipeline) {
    return Poller.waitFor("the streams app to leave its group", SESSION_END)
        .tryAwait(() -> isEmpty(pipeline) ? Optional.empty() : Optional.of("members"));
  }

  private static boolean isEmpty(Pipeline pipeline) throws InterruptedException {
    try {
      return describe(pipeline).members().isEmpty();
    } catch (ExecutionException e) {
      throw new PipelineException(
          "Cannot read the group of the streams app: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new PipelineException("Kafka does not answer: " + e.getMessage(), e);
    }
  }
}
