package io.iotpipeline.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The TCP ports of the stack, all on the loopback address.
 *
 * @param kafka clients of the broker
 * @param kafkaController the broker's own KRaft controller
 * @param registry the schema registry's REST API
 * @param connect the Connect worker's REST API
 * @param cassandra CQL clients
 * @param cassandraStorage between Cassandra nodes
 * @param streamsApps HTTP of the streams app, one port for each instance: there are as many
 */
public record Ports(
    int kafka,
    int kafkaController,
    int registry,
    int connect,
    int cassandra,
    int cassandraStorage,
    List<Integer> streamsApps) {

  private static final List<Integer> ONE_STREAMS_APP = List.of(8090);

  /** The documented ones, where people expect the servers. */
  public static final Ports DEFAULT =
      new Ports(9092, 9093, 8081, 8083, 9042, 7000, ONE_STREAMS_APP);

  public Ports {
    // Ports that were kept before the streams app had any.
    streamsApps = streamsApps == null ? ONE_STREAMS_APP : List.copyOf(streamsApps);
  }

  /** Ports that nobody listens on at the moment, for one instance of the streams app. */
  public static Ports free() {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 7; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : held) {
        socket.close();
      }
      return new Ports(
          ports.get(0),
          ports.get(1),
          ports.get(2),
          ports.get(3),
          ports.get(4),
          ports.get(5),
          ports.subList(6, 7));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot find free ports", e);
    }
  }

  /**
   * The same for another number of instances of the streams app. Each keeps its port; those that
   * are added get the next ports above the last one's.
   *
   * @param usable whether a port may be given to an instance that is added
   * @throws StartException when there are not as many ports above
   */
  public Ports withStreamsApps(int count, IntPredicate usable) {
    int kept = Math.min(count, streamsApps.size());
    int last = streamsApps.get(streamsApps.size() - 1);
    Set<Integer> others =
        Set.copyOf(List.of(kafka, kafkaController, registry, connect, cassandra, cassandraStorage));
    List<Integer> ports = new ArrayList<>(streamsApps.subList(0, kept));
    IntStream.rangeClosed(last + 1, 65_535)
        .filter(port -> !others.contains(port))
        .filter(usable)
        .limit(count - kept)
        .forEach(ports::add);
    if (ports.size() < count) {
      throw new StartException(
          "no ports for %d instances of the streams app from %d on: give a lower --streams-app-port"
              .formatted(count, streamsApps.get(0)));
    }
    return new Ports(kafka, kafkaController, registry, connect, cassandra, cassandraStorage, ports);
  }

  /** Whether nobody listens on the port at the moment. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // Connections of a server that has just ended must not count.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
