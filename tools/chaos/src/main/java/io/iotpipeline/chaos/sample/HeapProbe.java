package io.iotpipeline.chaos.sample;

import io.iotpipeline.chaos.sample.Sample.Heap;
import io.iotpipeline.devstack.process.JmxConnection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;

/** Collects all garbage of another JVM and measures what is left. */
final class HeapProbe {

  private HeapProbe() {}

  static Heap collect(long pid) throws IOException {
    try (JmxConnection jmx = JmxConnection.attach(pid)) {
      MemoryMXBean memory =
          ManagementFactory.newPlatformMXBeanProxy(
              jmx.beans(), ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
      memory.gc();
      MemoryUsage heap = memory.getHeapMemoryUsage();
      return new Heap(heap.getUsed() / 1024, heap.getCommitted() / 1024);
    }
  }
}
