package io.iotpipeline.chaos.sample;

import java.util.Map;

/**
 * Figures at one moment.
 *
 * @param atMs milliseconds since the load has started
 * @param acknowledged events of the real producers that the broker has, so far
 * @param servers by name
 */
public record Sample(long atMs, long acknowledged, Map<String, Usage> servers) {

  /**
   * What a server uses.
   *
   * @param memoryKb resident memory, without mapped files where the system says how much they are
   *     (Linux); 0 if the process does not run
   * @param heap its heap after a full collection; null if this sample did not ask for one
   * @param dataKb its folder without logs
   * @param logKb its logs
   */
  public record Usage(long memoryKb, Heap heap, long dataKb, long logKb) {

    /** What is not heap, if that was measured: stacks, code, classes, buffers of native code. */
    long outsideHeapKb() {
      return Math.max(0, memoryKb - heap.committedKb());
    }
  }

  /**
   * A heap after a full collection.
   *
   * @param liveKb what the objects that are in use take
   * @param committedKb what the JVM has taken from the system for it
   */
  public record Heap(long liveKb, long committedKb) {}
}
