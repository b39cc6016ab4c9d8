package io.iotpipeline.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * The TCP ports of the stack, all on the loopback address.
 *
 * @param kafka clients of the broker
 * @param kafkaController the broker's own KRaft controller
 * @param registry the schema registry's REST API
 * @param connect the Connect worker's REST API
 * @param cassandra CQL clients
 * @param cassandraStorage between Cassandra nodes
 */
public record Ports(
    int kafka,
    int kafkaController,
    int registry,
    int connect,
    int cassandra,
    int cassandraStorage) {

  /** The documented ones, where people expect the servers. */
  public static final Ports DEFAULT = new Ports(9092, 9093, 8081, 8083, 9042, 7000);

  /** Ports that nobody listens on at the moment, for tests. */
  public static Ports free() {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 6; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : held) {
        socket.close();
      }
      return new Ports(
          ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4), ports.get(5));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot find free ports", e);
    }
  }
}
