package io.iotpipeline.api.config;

import io.iotpipeline.vertxserver.ListenAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/**
 * The settings of an API. Its text has no passwords and no tokens.
 *
 * @param ssl key store of the server with the names of Kafka's settings; empty: no TLS
 * @param readToken required for {@code /v1}, but for replays
 * @param replayToken required to replay; see {@link #replayAccess}
 * @param metricsToken required for {@code /metrics}
 * @param streamsApps instances of the streams app; any can answer about any sensor
 * @param remotes login and TLS of the HTTP servers, by the prefix of their settings
 * @param cassandraNodes contact points, {@code HOST:PORT}
 * @param cassandra settings of the Java driver
 * @param kafka settings of Kafka's clients, with their address
 * @param avro settings of {@link io.iotpipeline.schemas.AvroSerdes}, with the registry's address
 * @param limits of memory and work
 */
public record ApiConfig(
    ListenAddress http,
    Map<String, Object> ssl,
    Optional<Password> readToken,
    Optional<Password> replayToken,
    Optional<Password> metricsToken,
    List<URI> streamsApps,
    Optional<URI> connect,
    Optional<URI> gateway,
    Map<String, Map<String, String>> remotes,
    List<String> cassandraNodes,
    String cassandraDatacenter,
    Map<String, String> cassandra,
    Map<String, String> kafka,
    Map<String, String> avro,
    String streamsAppGroup,
    Limits limits) {

  public ApiConfig {
    ssl = Map.copyOf(ssl);
    streamsApps = List.copyOf(streamsApps);
    remotes = Map.copyOf(remotes);
    cassandraNodes = List.copyOf(cassandraNodes);
    cassandra = Map.copyOf(cassandra);
    kafka = Map.copyOf(kafka);
    avro = Map.copyOf(avro);
  }

  /** Who may replay rejected records. */
  public enum ReplayAccess {
    /** Everybody who reaches the API. */
    OPEN,
    /** Who has the token. */
    TOKEN,
    /** Nobody: readers have a token, which is not meant for more. */
    CLOSED
  }

  public ReplayAccess replayAccess() {
    if (replayToken.isPresent()) {
      return ReplayAccess.TOKEN;
    }
    return readToken.isPresent() ? ReplayAccess.CLOSED : ReplayAccess.OPEN;
  }

  /** Shows no setting that may be a secret. */
  @Override
  public String toString() {
    return "ApiConfig[http=%s, limits=%s]".formatted(http, limits);
  }

  /**
   * Limits of memory and work.
   *
   * @param sensors of the register
   * @param registerBytes memory of the register, about
   * @param connections that are open
   * @param queries in work at a time
   * @param liveClients streams of events at a time
   */
  public record Limits(
      int sensors, long registerBytes, int connections, int queries, int liveClients) {}
}
