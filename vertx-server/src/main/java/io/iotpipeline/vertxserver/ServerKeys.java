package io.iotpipeline.vertxserver;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.iotpipeline.schemas.AvroSerdes;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The settings that a server has, with defaults and documentation.
 *
 * @param server its name, such as {@code gateway}
 * @param definitions its own settings, with {@link #common()}
 * @param passedOn prefixes of further settings, which its clients and drivers know
 */
public record ServerKeys(String server, ConfigDef definitions, List<String> passedOn) {

  public static final String BOOTSTRAP_SERVERS = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
  public static final String SCHEMA_REGISTRY_URL = AvroSerdes.REGISTRY_URL;
  public static final String HTTP_PREFIX = "http.";
  public static final String HTTP_LISTEN = "http.listen";
  public static final String METRICS_TOKEN = "http.metrics.token";

  /** Prefix of the settings that are passed to Kafka's clients. */
  public static final String KAFKA_PREFIX = "kafka.";

  /** Prefixes of the settings that are passed to {@link AvroSerdes}. */
  public static final List<String> AVRO_PREFIXES = List.of("avro.", "serde.", "schema.registry.");

  static final String SSL_PREFIX = "http.ssl.";
  static final String KEYSTORE_LOCATION = "http.ssl.keystore.location";

  public ServerKeys {
    passedOn = List.copyOf(passedOn);
  }

  /** The settings that all servers have, to add others. */
  public static ConfigDef common() {
    return new ConfigDef()
        .define(BOOTSTRAP_SERVERS, STRING, "localhost:9092", HIGH, "Kafka brokers.")
        .define(
            SCHEMA_REGISTRY_URL,
            STRING,
            "http://localhost:8081",
            HIGH,
            "Root URL of the schema registry.")
        .define(
            KEYSTORE_LOCATION,
            STRING,
            null,
            MEDIUM,
            "Key store with the certificate. With it the server speaks TLS at each of its"
                + " addresses. A new file is used within seconds.")
        .define("http.ssl.keystore.password", PASSWORD, null, MEDIUM, "Password of the key store.")
        .define(
            "http.ssl.keystore.type",
            STRING,
            null,
            LOW,
            "Type of the key store: PKCS12, JKS or PEM. Without it, PKCS12 and JKS are recognized.")
        .define(
            "http.ssl.key.password",
            PASSWORD,
            null,
            LOW,
            "Password of the key in the key store. Without it, that of the key store.")
        .define(METRICS_TOKEN, PASSWORD, null, LOW, "Token that clients send to read /metrics.");
  }

  /** The option of a setting, such as {@code --http-listen}. */
  public static String flag(String key) {
    return "--" + key.replace('.', '-');
  }

  /** The environment variable of a setting, such as {@code GATEWAY_HTTP_LISTEN}. */
  public String variable(String key) {
    return (server + '_' + key.replace('.', '_')).toUpperCase(Locale.ROOT);
  }

  boolean knows(String key) {
    return definitions.names().contains(key) || passedOn.stream().anyMatch(key::startsWith);
  }
}
