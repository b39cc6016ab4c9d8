package io.iotpipeline.benchmarks.sink;

/**
 * The throughput of one run.
 *
 * @param perSecond rows per second of wall-clock time
 * @param secondHalfPerSecond the same for the second half of the rows, when the JVM is warm
 * @param perCpuSecond rows per second of CPU time of the writing process
 */
public record WriteResult(double perSecond, double secondHalfPerSecond, double perCpuSecond) {

  /**
   * Parses the output of {@link BareWriteMain}.
   *
   * @param line the three figures in this order, separated by single spaces
   */
  static WriteResult parse(String line) {
    String[] figures = line.strip().split(" ", -1);
    return new WriteResult(
        Double.parseDouble(figures[0]),
        Double.parseDouble(figures[1]),
        Double.parseDouble(figures[2]));
  }
}
