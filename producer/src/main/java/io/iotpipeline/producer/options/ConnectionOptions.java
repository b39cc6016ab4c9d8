package io.iotpipeline.producer.options;

import io.iotpipeline.producer.gateway.GatewayEndpoint;
import io.iotpipeline.producer.gateway.HttpSender;
import io.iotpipeline.producer.gateway.MqttSender;
import io.iotpipeline.producer.gateway.Via;
import io.iotpipeline.producer.send.Connection;
import io.iotpipeline.producer.send.ConnectionConfig;
import io.iotpipeline.producer.send.RecordSender;
import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.Topics;
import io.iotpipeline.schemas.connection.ConnectionSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Options for the connection to Kafka and the schema registry, or to a gateway. Precedence of a
 * setting, highest first: its own option, {@code -X}, the environment variable, the file of {@code
 * --config}, the default.
 */
public final class ConnectionOptions {

  private static final String TOPIC = "topic";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--via",
      paramLabel = "kafka|http|mqtt",
      defaultValue = "kafka",
      converter = OptionConverters.ViaConverter.class,
      description =
          "How to send: to Kafka, or through the gateway over HTTP or MQTT. Default:"
              + " ${DEFAULT-VALUE}.")
  private Via via;

  @Option(
      names = "--gateway",
      paramLabel = "URL",
      description =
          "Gateway, with --via http or mqtt. Default: http://127.0.0.1:8094,"
              + " mqtt://127.0.0.1:1883.")
  private String gateway;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,...",
      description =
          "Kafka brokers. Default: $KAFKA_BOOTSTRAP_SERVERS, then bootstrap.servers of --config,"
              + " then localhost:9092.")
  private String bootstrapServers;

  @Option(
      names = "--schema-registry",
      paramLabel = "URL",
      description =
          "Schema registry. Default: $SCHEMA_REGISTRY_URL, then schema.registry.url of --config,"
              + " then http://localhost:8081.")
  private String schemaRegistry;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Topic for the events. Default: topic of --config, then sensor-events.")
  private String topic;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Properties file with the keys of -X, or the file pipeline.properties for all parts.")
  private Path configFile;

  @Option(
      names = {"-X", "--property"},
      paramLabel = "KEY=VALUE",
      description =
          "A Kafka producer setting (linger.ms=5), an Avro serializer setting (serde.KEY), or the"
              + " serializer class (avro.serializer). Repeatable.")
  private Map<String, String> properties = Map.of();

  public Via via() {
    return via;
  }

  /**
   * Connects, and checks that events can be sent.
   *
   * @param messages receives a message for each record that is not sent
   * @param acknowledgements receives the position of each acknowledged record, if it is known: a
   *     gateway does not answer with it
   * @throws ParameterException if an option is wrong, or the file of {@code --config} cannot be
   *     read
   * @throws io.iotpipeline.producer.send.StartupException if something is missing
   */
  public RecordSender open(
      Map<String, String> environment,
      Consumer<String> messages,
      Consumer<RecordMetadata> acknowledgements) {
    if (via == Via.KAFKA && gateway != null) {
      throw new ParameterException(command.commandLine(), "--gateway needs --via http or mqtt");
    }
    return switch (via) {
      case KAFKA -> Connection.open(resolve(environment), messages, acknowledgements);
      case HTTP -> HttpSender.open(endpoint(), messages);
      case MQTT -> MqttSender.open(endpoint(), messages);
    };
  }

  GatewayEndpoint endpoint() {
    String text = gateway == null ? via.defaultGateway() : gateway;
    try {
      URI url = URI.create(text);
      if (url.getScheme() != null
          && via.schemes().contains(url.getScheme())
          && url.getHost() != null
          && url.getUserInfo() == null) {
        Map<String, String> settings = new HashMap<>();
        readConfigFile(ConnectionSettings.GATEWAY)
            .forEach(
                (key, value) -> {
                  if (key.startsWith(ConnectionSettings.GATEWAY)) {
                    settings.put(key.substring(ConnectionSettings.GATEWAY.length()), value);
                  }
                });
        return new GatewayEndpoint(url, settings);
      }
    } catch (IllegalArgumentException e) {
      // the message below
    }
    throw new ParameterException(
        command.commandLine(),
        "--gateway %s: expected a URL such as %s or %ss://HOST:PORT; a login is in --config"
            .formatted(text, via.defaultGateway(), via));
  }

  /**
   * @throws ParameterException if the file of {@code --config} cannot be read
   */
  public ConnectionConfig resolve(Map<String, String> environment) {
    Map<String, String> settings = new HashMap<>();
    settings.put(TOPIC, Topics.SENSOR_EVENTS.name());
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
    settings.put(AvroSerdes.REGISTRY_URL, "http://localhost:8081");
    settings.putAll(readConfigFile());
    putIfPresent(
        settings,
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        environment.get("KAFKA_BOOTSTRAP_SERVERS"));
    putIfPresent(settings, AvroSerdes.REGISTRY_URL, environment.get("SCHEMA_REGISTRY_URL"));
    settings.putAll(properties);
    putIfPresent(settings, ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    putIfPresent(settings, AvroSerdes.REGISTRY_URL, schemaRegistry);
    putIfPresent(settings, TOPIC, topic);
    String resolvedTopic = settings.remove(TOPIC);
    return new ConnectionConfig(resolvedTopic, settings);
  }

  private Map<String, String> readConfigFile(String... own) {
    if (configFile == null) {
      return Map.of();
    }
    try {
      return ConnectionSettings.readClient(configFile, UnaryOperator.identity(), own);
    } catch (ConfigException e) {
      throw new ParameterException(command.commandLine(), "--config " + e.getMessage(), e);
    }
  }

  private static void putIfPresent(Map<String, String> settings, String key, String value) {
    if (value != null && !value.isBlank()) {
      settings.put(key, value);
    }
  }
}
