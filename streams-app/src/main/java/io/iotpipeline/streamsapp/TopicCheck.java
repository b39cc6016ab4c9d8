package io.iotpipeline.streamsapp;

import static io.iotpipeline.streamsapp.StartupException.FAILURE;

import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
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

/** Looks, before anything starts, whether Kafka answers and has the topics. */
final class TopicCheck {

  private static final int ANSWER_WITHIN_MS = 20_000;

  private TopicCheck() {}

  /**
   * @throws StartupException when it does not
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
      String lacks = "Kafka at " + servers + " lacks the topics " + String.join(", ", missing);
      throw new StartupException(FAILURE, lacks + ": create them with ./pipeline up");
    }
  }

  private static Map<String, Object> adminSettings(Properties settings) {
    Map<String, Object> admin =
        new HashMap<>(new StreamsConfig(settings).getAdminConfigs("topic-check"));
    admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
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
        + "); start it with ./pipeline up, or give its address with --bootstrap-servers";
  }
}
