package io.iotpipeline.api.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.Topics;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigDef;

/** The settings of the API, with defaults and documentation. */
public final class ConfigKeys {

  /** Prefixes of the settings of {@link io.iotpipeline.schemas.connection.HttpAccess}. */
  public static final String CONNECT = "connect.";

  public static final String STREAMS_APP = "streams.app.";
  public static final String GATEWAY = "gateway.";

  static final String BOOTSTRAP_SERVERS = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
  static final String SCHEMA_REGISTRY_URL = AvroSerdes.REGISTRY_URL;
  static final String CONNECT_URL = "connect.url";
  static final String STREAMS_APP_URLS = "streams.app.urls";
  static final String STREAMS_APP_GROUP = "streams.app.group";
  static final String GATEWAY_URL = "gateway.url";
  static final String CASSANDRA_PREFIX = "cassandra.";
  static final String CASSANDRA_NODES = "cassandra.contact.points";
  static final String CASSANDRA_DATACENTER = "cassandra.datacenter";
  static final String HTTP_PREFIX = "http.";
  static final String HTTP_LISTEN = "http.listen";
  static final String SSL_PREFIX = "http.ssl.";
  static final String KEYSTORE_LOCATION = "http.ssl.keystore.location";
  static final String READ_TOKEN = "http.read.token";
  static final String REPLAY_TOKEN = "http.replay.token";
  static final String METRICS_TOKEN = "http.metrics.token";
  static final String MAX_SENSORS = "max.sensors";
  static final String REGISTER_BYTES = "register.bytes";
  static final String MAX_CONNECTIONS = "max.connections";
  static final String MAX_QUERIES = "max.queries";
  static final String MAX_LIVE_CLIENTS = "max.live.clients";
  static final String KAFKA_PREFIX = "kafka.";

  /** Settings that are passed to {@link AvroSerdes}. */
  static final List<String> AVRO_PREFIXES = List.of("avro.", "serde.", "schema.registry.");

  private static final String VARIABLE_PREFIX = "API_";

  private ConfigKeys() {}

  /** All settings; those that are passed on to clients are not listed. */
  public static ConfigDef definitions() {
    return new ConfigDef()
        .define(BOOTSTRAP_SERVERS, STRING, "localhost:9092", HIGH, "Kafka brokers.")
        .define(
            SCHEMA_REGISTRY_URL,
            STRING,
            "http://localhost:8081",
            HIGH,
            "Root URL of the schema registry.")
        .define(
            CONNECT_URL,
            STRING,
            "http://localhost:8083",
            MEDIUM,
            "REST API of a Connect worker. Empty: none, and no connectors are shown.")
        .define(
            STREAMS_APP_URLS,
            LIST,
            "http://localhost:8090",
            HIGH,
            "HTTP servers of instances of the streams app; any can answer about any sensor.")
        .define(
            STREAMS_APP_GROUP,
            STRING,
            Topics.STREAMS_APP_GROUP,
            LOW,
            "Consumer group of the streams app, its application.id.")
        .define(GATEWAY_URL, STRING, "", LOW, "HTTP server of a gateway, to show its health.")
        .define(
            CASSANDRA_NODES,
            LIST,
            "127.0.0.1:9042",
            HIGH,
            "Contact points of Cassandra, HOST:PORT.")
        .define(
            CASSANDRA_DATACENTER,
            STRING,
            "datacenter1",
            MEDIUM,
            "Data center of the contact points.")
        .define(
            HTTP_LISTEN,
            STRING,
            "127.0.0.1:8095",
            HIGH,
            "Address of the API, HOST:PORT; port 0 takes a free one.")
        .define(
            KEYSTORE_LOCATION,
            STRING,
            null,
            MEDIUM,
            "Key store with the certificate. With it the API speaks HTTPS. A new file is used"
                + " within seconds.")
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
        .define(READ_TOKEN, PASSWORD, null, MEDIUM, "Token that clients send to read /v1.")
        .define(
            REPLAY_TOKEN,
            PASSWORD,
            null,
            MEDIUM,
            "Token that clients send to replay rejected records. Without it, an API with a read token"
                + " replays nothing, and one without replays for everybody who reaches it.")
        .define(METRICS_TOKEN, PASSWORD, null, LOW, "Token that clients send to read /metrics.")
        .define(
            MAX_SENSORS,
            INT,
            1_000_000,
            atLeast(1),
            MEDIUM,
            "Sensors of the register in memory; further ones are not shown.")
        .define(
            REGISTER_BYTES,
            LONG,
            0,
            atLeast(0),
            MEDIUM,
            "Memory of the register, about; sensors that there is no room for are not shown."
                + " 0 is a third of the heap.")
        .define(
            MAX_CONNECTIONS,
            INT,
            2_000,
            atLeast(1),
            LOW,
            "Open connections; beyond it the longest idle one is closed.")
        .define(
            MAX_QUERIES,
            INT,
            32,
            atLeast(1),
            LOW,
            "Requests in work at a time; others are answered with 503.")
        .define(
            MAX_LIVE_CLIENTS,
            INT,
            500,
            atLeast(1),
            LOW,
            "Clients of /v1/live at a time; others are answered with 503.");
  }

  /** The option of a setting, such as {@code --http-listen}. */
  public static String flag(String key) {
    return "--" + key.replace('.', '-');
  }

  /** The environment variable of a setting, such as {@code API_HTTP_LISTEN}. */
  public static String variable(String key) {
    return VARIABLE_PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
