package io.iotpipeline.benchmarks.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.iotpipeline.devstack.process.JmxConnection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** Reads how much memory another JVM of this user has. */
final class ServerMemory implements AutoCloseable {

  /** Objects with clean-up actions need a second one. */
  private static final int COLLECTIONS = 2;

  private final long pid;
  private final JmxConnection jmx;
  private final MemoryMXBean memory;

  /**
   * @param heapBytes bytes of live objects
   * @param residentBytes bytes of the process in memory
   */
  record Use(double heapBytes, double residentBytes) {

    Use minus(Use other) {
      return new Use(heapBytes - other.heapBytes, residentBytes - other.residentBytes);
    }

    Use dividedBy(int count) {
      return new Use(heapBytes / count, residentBytes / count);
    }
  }

  ServerMemory(long pid) throws IOException {
    this.pid = pid;
    this.jmx = JmxConnection.attach(pid);
    this.memory =
        ManagementFactory.newPlatformMXBeanProxy(
            jmx.beans(), ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
  }

  /** Collects the garbage, and reads. */
  Use afterCollection() throws IOException {
    for (int i = 0; i < COLLECTIONS; i++) {
      memory.gc();
    }
    return new Use(memory.getHeapMemoryUsage().getUsed(), residentBytes());
  }

  private long residentBytes() throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(pid)).start();
    return 1024 * Long.parseLong(new String(ps.getInputStream().readAllBytes(), US_ASCII).strip());
  }

  @Override
  public void close() throws IOException {
    jmx.close();
  }
}
