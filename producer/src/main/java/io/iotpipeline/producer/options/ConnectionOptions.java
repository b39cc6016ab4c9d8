package io.iotpipeline.producer.options;

import io.iotpipeline.producer.send.ConnectionConfig;
import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The options about Kafka and the registry. Each setting is taken from the first that has it: its
 * flag, {@code -X}, the environment, the file, the default.
 */
public final class ConnectionOptions {

  private static final String TOPIC = "topic";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,...",
      description =
          "Kafka brokers. Default: $KAFKA_BOOTSTRAP_SERVERS, else bootstrap.servers of --config,"
              + " else localhost:9092.")
  private String bootstrapServers;

  @Option(
      names = "--schema-registry",
      paramLabel = "URL",
      description =
          "Schema registry. Default: $SCHEMA_REGISTRY_URL, else schema.registry.url of --config,"
              + " else http://localhost:8081.")
  private String schemaRegistry;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Where the events go. Default: topic of --config, else sensor-events.")
  private String topic;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file with the same keys as -X.")
  private Path file;

  @Option(
      names = {"-X", "--property"},
      paramLabel = "KEY=VALUE",
      description =
          "A setting of Kafka's producer (linger.ms=5), of the Avro serializer (serde.KEY) or which"
              + " serializer (avro.serializer). May be repeated.")
  private Map<String, String> properties = Map.of();

  public ConnectionConfig resolve(Map<String, String> environment) {
    Map<String, String> settings = new HashMap<>();
    settings.put(TOPIC, Topics.SENSOR_EVENTS.name());
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
    settings.put(AvroSerdes.REGISTRY_URL, "http://localhost:8081");
    settings.putAll(fromFile());
    putIfGiven(
        settings,
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        environment.get("KAFKA_BOOTSTRAP_SERVERS"));
    putIfGiven(settings, AvroSerdes.REGISTRY_URL, environment.get("SCHEMA_REGISTRY_URL"));
    settings.putAll(properties);
    putIfGiven(settings, ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    putIfGiven(settings, AvroSerdes.REGISTRY_URL, schemaRegistry);
    putIfGiven(settings, TOPIC, topic);
    String resolvedTopic = settings.remove(TOPIC);
    return new ConnectionConfig(resolvedTopic, settings);
  }

  private Map<String, String> fromFile() {
    Map<String, String> settings = new HashMap<>();
    if (file != null) {
      Properties read = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        read.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new ParameterException(
            command.commandLine(), "--config " + file + ": cannot be read as properties: " + e, e);
      }
      read.stringPropertyNames().forEach(key -> settings.put(key, read.getProperty(key).strip()));
    }
    return settings;
  }

  private static void putIfGiven(Map<String, String> settings, String key, String value) {
    if (value != null && !value.isBlank()) {
      settings.put(key, value);
    }
  }
}
