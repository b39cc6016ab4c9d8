package io.iotpipeline.local.stack;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold before anything is started; every finding says what to do about it. */
final class Preflight {

  private static final long DISK_BYTES = 2L << 30;
  private static final long MEMORY_BYTES = 3L << 30;

  private Preflight() {}

  /**
   * @param servers those that are about to start
   * @throws StartException with all findings
   */
  static void check(StackSettings settings, List<Server> servers) {
    List<String> findings = new ArrayList<>();
    for (Server server : servers) {
      for (int port : server.ports()) {
        if (taken(port)) {
          findings.add(
              "port %d, which %s needs, is taken: stop what listens there, or give another (%s)"
                  .formatted(port, server.name(), "./pipeline up --help"));
        }
      }
    }
    long disk = freeDisk(settings.home());
    if (disk < DISK_BYTES) {
      findings.add(
          "only %d MB of disk are free under %s, 2048 are needed: make room, or set PIPELINE_HOME"
              .formatted(disk >> 20, settings.home()));
    }
    long memory = availableMemory();
    if (memory < MEMORY_BYTES) {
      findings.add(
          "only %d MB of memory are available, the servers take about 3072: end other programs"
              .formatted(memory >> 20));
    }
    try {
      Jdk.forCassandra();
    } catch (StartException e) {
      findings.add(e.getMessage());
    }
    if (!findings.isEmpty()) {
      throw new StartException("The stack cannot start:\n  - " + String.join("\n  - ", findings));
    }
  }

  private static boolean taken(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // Connections of a server that has just ended must not count.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static long freeDisk(Path home) {
    try {
      Files.createDirectories(home);
      return Files.getFileStore(home).getUsableSpace();
    } catch (IOException e) {
      throw new StartException("cannot write to " + home + ": set PIPELINE_HOME elsewhere", e);
    }
  }

  /** Linux says what is really available; elsewhere the total is the best that Java tells. */
  private static long availableMemory() {
    Path meminfo = Path.of("/proc/meminfo");
    if (Files.isReadable(meminfo)) {
      try {
        Matcher line =
            Pattern.compile("MemAvailable:\\s+(\\d+) kB").matcher(Files.readString(meminfo));
        if (line.find()) {
          return Long.parseLong(line.group(1)) << 10;
        }
      } catch (IOException e) {
        // Fall through to what Java tells.
      }
    }
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }
}
