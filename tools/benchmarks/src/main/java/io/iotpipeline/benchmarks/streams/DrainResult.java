package io.iotpipeline.benchmarks.streams;

/**
 * How fast a process drained the topic.
 *
 * @param whole from the start of its JVM to the last commit
 * @param secondHalf from the last commit seen before half of the events: the warm part
 */
public record DrainResult(Rate whole, Rate secondHalf) {

  /**
   * @param perSecond events a second of the wall clock
   * @param perCpuSecond events a second of the process's own CPU time
   */
  public record Rate(double perSecond, double perCpuSecond) {}
}
