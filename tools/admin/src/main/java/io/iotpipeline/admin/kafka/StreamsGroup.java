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
   * @param progress is informed every three seconds
   * @return whether it has none
   * @throws PipelineException if Kafka does not answer
   */
  public static boolean awaitEmpty(Pipeline pipeline, Poller.ProgressListener progress) {
    return Poller.waitFor("the streams app to leave its group", SESSION_END)
        .reportEvery(Duration.ofSeconds(3), progress)
        .tryAwait(() -> members(pipeline));
  }

  /** Says how many members the group has; empty if it has none. */
  private static Optional<String> members(Pipeline pipeline) throws InterruptedException {
    try {
      int members = describe(pipeline).members().size();
      return members == 0 ? Optional.empty() : Optional.of(members + " members");
    } catch (ExecutionException e) {
      throw new PipelineException(
          "Cannot read the group of the streams app: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new PipelineException("Kafka does not answer: " + e.getMessage(), e);
    }
  }
}
