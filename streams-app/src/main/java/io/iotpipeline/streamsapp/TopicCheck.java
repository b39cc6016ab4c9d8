package io.iotpipeline.streamsapp;

import static io.iotpipeline.streamsapp.config.StartupException.FAILURE;

import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import io.iotpipeline.streamsapp.config.StartupException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.StreamsConfig;

/** Checks, before Kafka Streams starts, that Kafka answers and has all topics. */
final class TopicCheck {

  private static final int TIMEOUT_MS = 20_000;

  private TopicCheck() {}

  /**
   * @throws StartupException if Kafka does not answer, or a topic is missing
   */
  static void run(Properties settings) {
    String servers = settings.getProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG);
    List<String> missing = new ArrayList<>();
    try (Admin admin = Admin.create(adminSettings(settings))) {
      List<String> names = Topics.all().stream().map(Topic::name).toList();
      Map<String, KafkaFuture<TopicDescription>> topics =
          admin.describeTopics(names).topicNameValues();
      for (String name : names) {
        if (!exists(topics.get(name))) {
          missing.add(name);
        }
      }
    } catch (KafkaException | ExecutionException e) {
      throw new StartupException(FAILURE, noAnswer(servers, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupException(FAILURE, noAnswer(servers, e));
    }
    if (!missing.isEmpty()) {
      throw new StartupException(
          FAILURE,
          "Kafka at "
              + servers
              + " does not have the topics "
              + String.join(", ", missing)
              + "; create them with ./pipeline up");
    }
  }

  private static Map<String, Object> adminSettings(Properties settings) {
    Map<String, Object> admin =
        new HashMap<>(new StreamsConfig(settings).getAdminConfigs("topic-check"));
    admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    return admin;
  }

  private static boolean exists(KafkaFuture<TopicDescription> topic)
      throws InterruptedException, ExecutionException {
    try {
      topic.get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  private static String noAnswer(String servers, Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return "bootstrap.servers="
        + servers
        + ": no answer from Kafka ("
        + cause.getMessage()
        + "); start it with ./pipeline up, or set the address with --bootstrap-servers";
  }
}
