package io.iotpipeline.benchmarks.gateway;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;

/** The limit of open files, which bounds the connections of a process. */
public final class OpenFiles {

  /** For class path, logs, and connections to Kafka. */
  private static final long OTHER_FILES = 300;

  private OpenFiles() {}

  /**
   * Returns as many connections as the limit allows, and reports if they are fewer than requested.
   * The JVM itself raises the limit as far as it may.
   */
  public static int connections(int requested, PrintStream out) {
    return connections(requested, limit(), out);
  }

  static int connections(int requested, long limit, PrintStream out) {
    if (requested <= limit - OTHER_FILES) {
      return requested;
    }
    int possible = (int) Math.max(1, limit - OTHER_FILES);
    out.printf(
        "%,d connections instead of %,d, because a process may have %,d open files; for all of"
            + " them, raise the limit first: ulimit -n %d%n",
        possible, requested, limit, requested + OTHER_FILES);
    return possible;
  }

  private static long limit() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }
}
