package io.iotpipeline.streamsapp;

import static io.iotpipeline.streamsapp.config.StartupException.FAILURE;

import io.iotpipeline.schemas.BrokerProbe;
import io.iotpipeline.schemas.PartitionCounts;
import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import io.iotpipeline.streamsapp.config.StartupException;
import io.iotpipeline.streamsapp.topology.TopologyNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks, before Kafka Streams starts, that Kafka answers and has all topics, with the partitions
 * that the state needs.
 */
final class TopicCheck {

  private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);
  private static final int TIMEOUT_MS = 20_000;

  private TopicCheck() {}

  /**
   * @throws StartupException if Kafka does not answer, a topic is missing, or there is state for
   *     another number of partitions
   */
  static void run(Properties settings) {
    String servers = settings.getProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG);
    String changelog =
        "%s-%s-changelog"
            .formatted(
                settings.getProperty(StreamsConfig.APPLICATION_ID_CONFIG),
                TopologyNames.SENSORS_STORE);
    Map<String, Object> client = adminSettings(settings);
    BrokerProbe.tlsProblem(client)
        .ifPresent(
            problem -> {
              throw new StartupException(FAILURE, "bootstrap.servers=" + servers + ": " + problem);
            });
    try (Admin admin = Admin.create(client)) {
      check(servers, new PartitionCounts(counts(admin, changelog), changelog));
    } catch (KafkaException | ExecutionException e) {
      throw new StartupException(FAILURE, noAnswer(servers, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupException(FAILURE, noAnswer(servers, e));
    }
  }

  static void check(String servers, PartitionCounts partitions) {
    List<String> missing =
        Topics.all().stream()
            .map(Topic::name)
            .filter(name -> !partitions.counts().containsKey(name))
            .toList();
    if (!missing.isEmpty()) {
      throw new StartupException(
          FAILURE,
          "Kafka at "
              + servers
              + " does not have the topics "
              + String.join(", ", missing)
              + "; create them with ./pipeline up");
    }
    // Kafka Streams would find this later, and its threads would fail again and again.
    partitions
        .conflict()
        .ifPresent(
            conflict -> {
              throw new StartupException(FAILURE, conflict);
            });
    partitions.deviations().forEach(LOG::warn);
  }

  /** The partitions of the topics that exist. */
  private static Map<String, Integer> counts(Admin admin, String changelog)
      throws InterruptedException, ExecutionException {
    List<String> names =
        Stream.concat(Topics.all().stream().map(Topic::name), Stream.of(changelog)).toList();
    Map<String, Integer> counts = new HashMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
        admin.describeTopics(names).topicNameValues().entrySet()) {
      try {
        counts.put(topic.getKey(), topic.getValue().get().partitions().size());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return counts;
  }

  private static Map<String, Object> adminSettings(Properties settings) {
    Map<String, Object> admin =
        new HashMap<>(new StreamsConfig(settings).getAdminConfigs("topic-check"));
    admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    return admin;
  }

  static String noAnswer(String servers, Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
      return "bootstrap.servers="
          + servers
          + ": Kafka refuses the login ("
          + cause.getMessage()
          + "); check kafka.sasl.*, kafka.ssl.* and the rights of the user";
    }
    return "bootstrap.servers="
        + servers
        + ": no answer from Kafka ("
        + cause.getMessage()
        + "); start it with ./pipeline up, or set the address with --bootstrap-servers";
  }
}
