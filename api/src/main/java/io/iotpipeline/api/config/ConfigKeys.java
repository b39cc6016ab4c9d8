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

import io.iotpipeline.schemas.Topics;
import io.iotpipeline.vertxserver.ServerKeys;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;

/** The settings of the API, with defaults and documentation. */
public final class ConfigKeys {

  /** Prefixes of the settings of {@link io.iotpipeline.schemas.connection.HttpAccess}. */
  public static final String CONNECT = "connect.";

  public static final String STREAMS_APP = "streams.app.";
  public static final String GATEWAY = "gateway.";

  static final String CONNECT_URL = "connect.url";
  static final String STREAMS_APP_URLS = "streams.app.urls";
  static final String STREAMS_APP_GROUP = "streams.app.group";
  static final String GATEWAY_URL = "gateway.url";
  static final String CASSANDRA_PREFIX = "cassandra.";
  static final String CASSANDRA_NODES = "cassandra.contact.points";
  static final String CASSANDRA_DATACENTER = "cassandra.datacenter";
  static final String READ_TOKEN = "http.read.token";
  static final String REPLAY_TOKEN = "http.replay.token";
  static final String MAX_SENSORS = "max.sensors";
  static final String REGISTER_BYTES = "register.bytes";
  static final String MAX_CONNECTIONS = "max.connections";
  static final String MAX_QUERIES = "max.queries";
  static final String MAX_LIVE_CLIENTS = "max.live.clients";

  /** Of whose servers the login and TLS can be set. */
  static final List<String> REMOTES = List.of(CONNECT, STREAMS_APP, GATEWAY);

  private ConfigKeys() {}

  /** All settings; those that are passed on to clients are not listed. */
  public static ServerKeys keys() {
    return new ServerKeys("api", definitions(), passedOn().toList());
  }

  private static Stream<String> passedOn() {
    return Stream.of(
            Stream.of(ServerKeys.KAFKA_PREFIX, CASSANDRA_PREFIX),
            ServerKeys.AVRO_PREFIXES.stream(),
            REMOTES.stream()
                .flatMap(each -> Stream.of("basic.", "bearer.", "ssl.").map(each::concat)))
        .flatMap(each -> each);
  }

  private static ConfigDef definitions() {
    return ServerKeys.common()
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
            ServerKeys.HTTP_LISTEN,
            STRING,
            "127.0.0.1:8095",
            HIGH,
            "Address of the API, HOST:PORT; port 0 takes a free one.")
        .define(READ_TOKEN, PASSWORD, null, MEDIUM, "Token that clients send to read /v1.")
        .define(
            REPLAY_TOKEN,
            PASSWORD,
            null,
            MEDIUM,
            "Token that clients send to replay rejected records. Without it, an API with a read token"
                + " replays nothing, and one without replays for everybody who reaches it.")
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
            "Requests in work at a time; others wait up to 5 s, and are answered with 503 then.")
        .define(
            MAX_LIVE_CLIENTS,
            INT,
            500,
            atLeast(1),
            LOW,
            "Clients of /v1/live at a time; others are answered with 503.");
  }
}
