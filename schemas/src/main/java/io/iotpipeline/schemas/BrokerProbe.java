package io.iotpipeline.schemas;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.utils.Utils;

/**
 * Finds out whether Kafka is there at all, and whether it speaks TLS. Its clients do not say so:
 * they try to connect until their time is up, which must be long enough for a busy broker. A client
 * without TLS takes the first bytes of a TLS alert for the length of a response, reserves 336 MiB
 * and may end with an OutOfMemoryError.
 */
public final class BrokerProbe {

  /** For all addresses together. */
  private static final int TIMEOUT_MS = 4_000;

  /** The first byte of a TLS record that is an alert (RFC 8446, section 5.1). */
  private static final int TLS_ALERT = 21;

  /** ApiVersions, version 0, correlation id 1, without a client id: any broker answers it. */
  private static final byte[] REQUEST = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, -1, -1};

  private BrokerProbe() {}

  /**
   * Connects to the brokers, one after the other, until one accepts.
   *
   * @param client settings of a client of Kafka
   * @return why none accepts a connection; empty if one does
   */
  public static Optional<String> problem(Map<String, ?> client) {
    return connect(client, socket -> Optional.empty());
  }

  /**
   * Asks the first broker that accepts a connection whether it speaks TLS.
   *
   * @param client settings of a client of Kafka
   * @return what is wrong if it does, and the client does not; else empty
   */
  public static Optional<String> tlsProblem(Map<String, ?> client) {
    AtomicReference<String> problem = new AtomicReference<>();
    var unused =
        connect(
            client,
            socket -> {
              tlsProblem(client, socket).ifPresent(problem::set);
              return Optional.empty();
            });
    return Optional.ofNullable(problem.get());
  }

  private static Optional<String> tlsProblem(Map<String, ?> client, Socket socket) {
    Object protocol = client.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
    if (protocol != null && protocol.toString().toUpperCase(Locale.ROOT).endsWith("SSL")) {
      return Optional.empty();
    }
    try {
      socket.setSoTimeout(TIMEOUT_MS);
      socket.getOutputStream().write(REQUEST);
      return socket.getInputStream().read() == TLS_ALERT
          ? Optional.of(
              "it speaks TLS, the client does not; set security.protocol, see docs/security.md")
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // the client will find out
    }
  }

  /**
   * @param check what a connected socket says; empty if all is well
   */
  private static Optional<String> connect(
      Map<String, ?> client, Function<Socket, Optional<String>> check) {
    String bootstrapServers =
        String.valueOf(client.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    String problem = "no valid address";
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (String broker : bootstrapServers.split(",", -1)) {
      String host = Utils.getHost(broker.strip());
      Integer port = Utils.getPort(broker.strip());
      if (host == null || port == null) {
        continue;
      }
      try {
        // As Kafka's clients do: a name can have addresses of which some do not answer.
        for (InetAddress address : InetAddress.getAllByName(host)) {
          addresses.add(new InetSocketAddress(address, port));
        }
      } catch (UnknownHostException e) {
        problem = "unknown host " + host;
      } catch (IllegalArgumentException e) {
        problem = e.getMessage();
      }
    }
    for (InetSocketAddress address : addresses) {
      try (Socket socket = new Socket()) {
        socket.connect(address, TIMEOUT_MS / addresses.size());
        return check.apply(socket);
      } catch (IOException e) {
        problem = e.getMessage();
      }
    }
    return Optional.of(problem);
  }
}
