package io.iotpipeline.schemas;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;

/**
 * Finds out whether Kafka is there at all. Its clients do not say so: they try to connect until
 * their time is up, which must be long enough for a busy broker.
 */
public final class BrokerProbe {

  /** For all addresses together. */
  private static final int TIMEOUT_MS = 4_000;

  private BrokerProbe() {}

  /**
   * Connects to the brokers, one after the other, until one accepts.
   *
   * @param bootstrapServers {@code host:port}, several separated by commas
   * @return why none accepts a connection; empty if one does
   */
  public static Optional<String> problem(String bootstrapServers) {
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
        return Optional.empty();
      } catch (IOException e) {
        problem = e.getMessage();
      }
    }
    return Optional.of(problem);
  }
}
