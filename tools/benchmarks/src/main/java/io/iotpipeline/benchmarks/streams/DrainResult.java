package io.iotpipeline.benchmarks.streams;

import java.util.Map;

/**
 * One run of a program.
 *
 * @param whole from the start of the JVM until all events are committed and all that follows from
 *     them is written
 * @param secondHalf from the last commit before half of the events: the JVM is warm then
 * @param brokerCpuSeconds CPU time of the broker during the run
 * @param topicBytes size on disk of each topic that the program has written
 */
public record DrainResult(
    Rate whole, Rate secondHalf, double brokerCpuSeconds, Map<String, Long> topicBytes) {

  /** Name of the changelogs in {@link #topicBytes}, all together. */
  public static final String CHANGELOG = "changelog";

  /**
   * A throughput.
   *
   * @param perSecond events per second of wall-clock time
   * @param perCpuSecond events per second of CPU time of the process
   */
  public record Rate(double perSecond, double perCpuSecond) {}

  /** Bytes of all topics that the program has written. */
  public long allBytes() {
    return topicBytes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Bytes of the changelogs; 0 if the program has none. */
  public long changelogBytes() {
    return topicBytes.getOrDefault(CHANGELOG, 0L);
  }
}
