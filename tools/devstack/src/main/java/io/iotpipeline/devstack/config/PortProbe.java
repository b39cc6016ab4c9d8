package io.iotpipeline.devstack.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Finds out which addresses and TCP ports of this machine are free. */
public final class PortProbe {

  /**
   * Random ports are below the range of ephemeral ports (Linux from 32768, macOS from 49152). The
   * system may give an ephemeral port to a connection before the server that needs it has started.
   */
  private static final int MIN_RANDOM_PORT = 10_000;

  private static final int MAX_RANDOM_PORT = 32_000;

  private PortProbe() {}

  /** Whether no process listens on the port of 127.0.0.1. */
  public static boolean isFree(int port) {
    return isFree(DevStackConfig.HOST, port);
  }

  /** Whether no process listens on the port of a local address. */
  public static boolean isFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // Connections of a server that has just ended do not count.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether this machine has the address. */
  public static boolean isLocal(String host) {
    return isFree(host, 0);
  }

  /** Distinct random ports that are free on 127.0.0.1 and on those of the hosts that are local. */
  static List<Integer> findFree(int count, List<String> hosts) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      while (held.size() < count) {
        int port = ThreadLocalRandom.current().nextInt(MIN_RANDOM_PORT, MAX_RANDOM_PORT);
        if (isFree(port) && hosts.stream().allMatch(host -> !isLocal(host) || isFree(host, port))) {
          held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        }
      }
      List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : held) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot find free ports", e);
    }
  }
}
