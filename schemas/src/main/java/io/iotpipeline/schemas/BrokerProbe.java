package io.iotpipeline.schemas;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;

/**
 * Finds out whether Kafka is there at all. Its clients do not say so: they try to connect until
 * their time is up, which must be long enough for a busy broker.
 */
public final class BrokerProbe {

  private static final int TIMEOUT_MS = 2_000;

  /** How many brokers are tried, so that the answer takes 4 s at most. */
  private static final int MAX_BROKERS = 2;

  private BrokerProbe() {}

  /**
   * Connects to the first brokers, one after the other, until one accepts.
   *
   * @param bootstrapServers {@code host:port}, several separated by commas
   * @return why none accepts a connection; empty if one does
   */
  public static Optional<String> problem(String bootstrapServers) {
    String problem = "no valid address";
    String[] brokers = bootstrapServers.split(",", -1);
    for (int i = 0; i < Math.min(brokers.length, MAX_BROKERS); i++) {
      String host = Utils.getHost(brokers[i].strip());
      Integer port = Utils.getPort(brokers[i].strip());
      if (host == null || port == null) {
        continue;
      }
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
        return Optional.empty();
      } catch (UnknownHostException e) {
        problem = "unknown host " + host;
      } catch (IOException | IllegalArgumentException e) {
        problem = e.getMessage();
      }
    }
    return Optional.of(problem);
  }
}
