package io.iotpipeline.gateway.intake;

import io.iotpipeline.gateway.metrics.GatewayMetrics;
import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.BrokerProbe;
import io.iotpipeline.schemas.RegistryRefusalException;
import io.iotpipeline.schemas.RegistryUnavailableException;
import io.iotpipeline.schemas.Topics;
import io.iotpipeline.schemas.connection.RegistryAccess;
import io.iotpipeline.vertxserver.StartupException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Connects to Kafka and the schema registry, and says within seconds what is missing. */
public final class KafkaConnection {

  private static final String TOPIC = Topics.SENSOR_EVENTS.name();

  /** For a broker that is there: it may be busy, for example because it has just been started. */
  private static final String TIMEOUT_MS = "30000";

  private static final String REMEDY = "; start the stack with ./pipeline up";
  private static final long METADATA_ATTEMPT_MS = 100;
  private static final int METADATA_ATTEMPTS = 300;

  private KafkaConnection() {}

  /**
   * @param kafka settings of the producer, complete
   * @param avro settings of {@link AvroSerdes}
   * @param threads number of event loops
   * @throws org.apache.kafka.common.config.ConfigException if a setting is invalid
   * @throws StartupException if broker, topic, registry or schema is missing
   */
  public static KafkaIntake open(
      Map<String, Object> kafka,
      Map<String, String> avro,
      int threads,
      long maxBytesInFlight,
      GatewayMetrics metrics) {
    ProducerConfig valid = new ProducerConfig(kafka);
    checkTopic(kafka);
    EventSerializers serializers = serializers(avro, threads);
    ProducerHolder producers =
        new ProducerHolder(() -> open(valid.originals(), metrics), metrics::producerReplaced);
    KafkaIntake intake =
        new KafkaIntake(
            producers, serializers, TOPIC, maxBytesInFlight, new KafkaHealth(System::nanoTime));
    metrics.bytesInFlight(intake::bytesInFlight);
    return intake;
  }

  /** A producer that knows the partitions, because it does not wait for them when it sends. */
  private static Producer<byte[], byte[]> open(
      Map<String, Object> settings, GatewayMetrics metrics) {
    Producer<byte[], byte[]> producer = new MeasuredProducer(settings, metrics.registry());
    try {
      awaitMetadata(producer);
      return producer;
    } catch (KafkaException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  private static void awaitMetadata(Producer<byte[], byte[]> producer) {
    for (int attempt = 1; ; attempt++) {
      try {
        var unused = producer.partitionsFor(TOPIC);
        return;
      } catch (TimeoutException e) { // at once, as max.block.ms is 0
        if (attempt == METADATA_ATTEMPTS) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(METADATA_ATTEMPT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while waiting for Kafka", e);
    }
  }

  private static void checkTopic(Map<String, Object> kafka) {
    String broker =
        "Kafka at bootstrap.servers=" + kafka.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
    BrokerProbe.problem(kafka)
        .ifPresent(
            problem -> {
              throw new StartupException(
                  broker + " does not answer: " + problem + REMEDY, new ConnectException(problem));
            });
    BrokerProbe.tlsProblem(kafka)
        .ifPresent(
            problem -> {
              throw new StartupException(broker + ": " + problem, new ConnectException(problem));
            });
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().retainAll(AdminClientConfig.configNames());
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    try (Admin admin = Admin.create(settings)) {
      var unused = admin.describeTopics(List.of(TOPIC)).allTopicNames().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TimeoutException) {
        throw new StartupException(broker + " does not answer" + REMEDY, e);
      }
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new StartupException(
            broker + " has no topic " + TOPIC + "; ./pipeline up creates it", e);
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

  private static EventSerializers serializers(Map<String, String> avro, int threads) {
    String registry =
        "Schema registry at schema.registry.url="
            + RegistryAccess.withoutLogin(avro.get(AvroSerdes.REGISTRY_URL));
    AvroSerdes serdes = AvroSerdes.of(avro);
    try {
      var unused = serdes.registry().schema(1);
      return EventSerializers.create(serdes, TOPIC, threads);
    } catch (RegistryRefusalException e) {
      throw new StartupException(registry + " refuses: " + e.getMessage(), e);
    } catch (RegistryUnavailableException e) {
      throw new StartupException(registry + " does not answer" + REMEDY, e);
    } catch (RuntimeException e) { // the exception classes depend on the serializer
      throw new StartupException(
          "%s has no matching schema for SensorEvent as subject %s-value (%s); ./pipeline up registers it"
              .formatted(registry, TOPIC, e),
          e);
    }
  }
}
