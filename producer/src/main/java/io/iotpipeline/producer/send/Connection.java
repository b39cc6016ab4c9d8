package io.iotpipeline.producer.send;

import io.iotpipeline.schemas.BrokerProbe;
import io.iotpipeline.schemas.RegistryRefusalException;
import io.iotpipeline.schemas.RegistryUnavailableException;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.connection.RegistryAccess;
import java.net.ConnectException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Connects to Kafka and the schema registry. Checks broker, topic, registry and schema within
 * seconds, before the first event is sent.
 */
public final class Connection {

  /** For a broker that is there: it may be busy, for example because it has just been started. */
  private static final String TIMEOUT_MS = "30000";

  private static final String REMEDY = "; start the stack with ./pipeline up";

  private Connection() {}

  /**
   * @param failures receives a message for each record that is not sent
   * @param acknowledgements receives the position of each acknowledged record
   * @throws org.apache.kafka.common.config.ConfigException if a setting is invalid; names the
   *     setting
   * @throws StartupException if broker, topic, registry or schema is missing; names its address and
   *     the remedy
   */
  public static EventSender open(
      ConnectionConfig config,
      Consumer<String> failures,
      Consumer<RecordMetadata> acknowledgements) {
    ProducerConfig settings = new ProducerConfig(config.kafka());
    checkTopic(config);
    Serializer<SensorEvent> serializer = config.serdes().serializer();
    checkSchema(config, serializer);
    KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings.originals());
    // Fetches the metadata now; otherwise the first send waits for it and the rate is not kept.
    var unused = producer.partitionsFor(config.topic());
    return new EventSender(producer, serializer, config.topic(), failures, acknowledgements);
  }

  private static void checkTopic(ConnectionConfig config) {
    String broker = "Kafka at bootstrap.servers=" + config.bootstrapServers();
    BrokerProbe.problem(config.kafka())
        .ifPresent(
            problem -> {
              throw new StartupException(
                  broker + " does not answer: " + problem + REMEDY, new ConnectException(problem));
            });
    BrokerProbe.tlsProblem(config.kafka())
        .ifPresent(
            problem -> {
              throw new StartupException(broker + ": " + problem, new ConnectException(problem));
            });
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    try (Admin admin = Admin.create(settings)) {
      admin.describeTopics(List.of(config.topic())).allTopicNames().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TimeoutException) {
        throw new StartupException(broker + " does not answer" + REMEDY, e);
      }
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        String problem = broker + " has no topic " + config.topic();
        throw new StartupException(problem + "; ./pipeline up creates sensor-events", e);
      }
      throw new StartupException(broker + " reports: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupException("interrupted while waiting for " + broker, e);
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StartupException(broker + ": " + cause.getMessage(), e);
    }
  }

  /** Serializes an event without sending it. If this fails, every event would fail. */
  private static void checkSchema(ConnectionConfig config, Serializer<SensorEvent> serializer) {
    String registry =
        "Schema registry at schema.registry.url="
            + RegistryAccess.withoutLogin(config.registryUrl());
    try {
      config.serdes().registry().schema(1);
      serializer.serialize(
          config.topic(), new SensorEvent("", "", Instant.EPOCH, Map.of("probe", 0.0)));
    } catch (RegistryRefusalException e) {
      throw new StartupException(registry + " refuses: " + e.getMessage(), e);
    } catch (RegistryUnavailableException e) {
      throw new StartupException(registry + " does not answer" + REMEDY, e);
    } catch (RuntimeException e) { // the exception classes depend on the serializer
      String subject = "SensorEvent as subject " + config.topic() + "-value";
      throw new StartupException(
          registry
              + " has no matching schema for "
              + subject
              + " ("
              + e
              + "); ./pipeline up registers it",
          e);
    }
  }
}
