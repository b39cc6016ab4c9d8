package io.iotpipeline.devstack;

import com.sun.management.OperatingSystemMXBean;
import io.iotpipeline.admin.cluster.HomeFolder;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.PortProbe;
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

/** Checks prerequisites before servers start; each finding names the remedy. */
final class Preflight {

  private static final long DISK_BYTES = 2L << 30;

  /** Average resident memory of a server. */
  private static final long MEMORY_BYTES_PER_SERVER = 600L << 20;

  private Preflight() {}

  /**
   * @param servers the servers to start
   * @throws PipelineException if there are findings, with all of them, or if the home folder holds
   *     something else
   */
  static void check(DevStackConfig config, List<Server> servers) {
    new HomeFolder(config.home()).claim();
    List<String> findings = new ArrayList<>();
    for (Server server : servers) {
      findings.addAll(unusableSockets(server));
    }
    long disk = freeDisk(config.home());
    if (disk < DISK_BYTES) {
      findings.add(
          "%d MB of disk space are free under %s, 2048 MB are required: free space or set PIPELINE_HOME"
              .formatted(disk >> 20, config.home()));
    }
    long memory = availableMemory();
    long needed = servers.size() * MEMORY_BYTES_PER_SERVER;
    if (memory < needed) {
      findings.add(
          "%d MB of memory are available, %d servers need about %d MB: close other programs"
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

  private static Set<String> unusableSockets(Server server) {
    Set<String> findings = new LinkedHashSet<>();
    for (InetSocketAddress socket : server.sockets()) {
      String host = socket.getAddress().getHostAddress();
      if (!PortProbe.isLocal(host)) {
        findings.add(
            "%s needs the address %s, which this machine does not have: run %s, or use fewer nodes"
                    .formatted(server.name(), host, "sudo ifconfig lo0 alias " + host + " (macOS)")
                + " (--cassandra-nodes)");
      } else if (!PortProbe.isFree(host, socket.getPort())) {
        findings.add(
            "port %d of %s, which %s needs, is in use: stop the other process, or choose another port (%s)"
                .formatted(socket.getPort(), host, server.name(), "./pipeline up --help"));
      }
    }
    return findings;
  }

  private static long freeDisk(Path home) {
    try {
      return Files.getFileStore(home).getUsableSpace();
    } catch (IOException e) {
      throw new PipelineException("cannot read the file system of " + home, e);
    }
  }

  /** Available memory on Linux; total memory on other systems, where Java knows no better. */
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
        // Fall back to the total memory.
      }
    }
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }
}
