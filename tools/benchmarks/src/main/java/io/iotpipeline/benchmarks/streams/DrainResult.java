package io.iotpipeline.benchmarks.streams;

/**
 * The throughput of one run.
 *
 * @param whole from the start of the JVM to the last commit
 * @param secondHalf from the last commit before half of the events: the JVM is warm then
 */
public record DrainResult(Rate whole, Rate secondHalf) {

  /**
   * A throughput.
   *
   * @param perSecond events per second of wall-clock time
   * @param perCpuSecond events per second of CPU time of the process
   */
  public record Rate(double perSecond, double perCpuSecond) {}
}
