package io.iotpipeline.devstack;

import com.sun.management.OperatingSystemMXBean;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import io.iotpipeline.devstack.process.Jdk;
import io.iotpipeline.devstack.server.Server;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold before anything is started; every finding says what to do about it. */
final class Preflight {

  private static final long DISK_BYTES = 2L << 30;

  /** Resident, on the average of the servers. */
  private static final long MEMORY_BYTES_EACH = 600L << 20;

  private Preflight() {}

  /**
   * @param servers those that are about to start
   * @throws PipelineException with all findings
   */
  static void check(DevStackConfig config, List<Server> servers) {
    List<String> findings = new ArrayList<>();
    for (Server server : servers) {
      findings.addAll(server.lacks());
      findings.addAll(takenSockets(server));
    }
    long disk = freeDisk(config.home());
    if (disk < DISK_BYTES) {
      findings.add(
          "only %d MB of disk are free under %s, 2048 are needed: make room, or set PIPELINE_HOME"
              .formatted(disk >> 20, config.home()));
    }
    long memory = availableMemory();
    long needed = servers.size() * MEMORY_BYTES_EACH;
    if (memory < needed) {
      findings.add(
          "only %d MB of memory are available, %d servers take about %d: end other programs"
              .formatted(memory >> 20, servers.size(), needed >> 20));
    }
    try {
      Jdk.forCassandra();
    } catch (PipelineException e) {
      findings.add(e.getMessage());
    }
    if (!findings.isEmpty()) {
      throw new PipelineException(
          "The stack cannot start:\n  - " + String.join("\n  - ", findings));
    }
  }

  private static Set<String> takenSockets(Server server) {
    Set<String> findings = new LinkedHashSet<>();
    for (InetSocketAddress socket : server.sockets()) {
      String host = socket.getAddress().getHostAddress();
      if (!Ports.isUsable(host)) {
        findings.add(
            "%s needs the address %s, which this machine does not have: %s, or give fewer nodes"
                    .formatted(server.name(), host, "sudo ifconfig lo0 alias " + host + " (macOS)")
                + " (--cassandra-nodes)");
      } else if (!Ports.isFree(host, socket.getPort())) {
        findings.add(
            "port %d of %s, which %s needs, is taken: stop what listens there, or give another (%s)"
                .formatted(socket.getPort(), host, server.name(), "./pipeline up --help"));
      }
    }
    return findings;
  }

  private static long freeDisk(Path home) {
    try {
      Files.createDirectories(home);
      return Files.getFileStore(home).getUsableSpace();
    } catch (IOException e) {
      throw new PipelineException("cannot write to " + home + ": set PIPELINE_HOME elsewhere", e);
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
