package io.iotpipeline.benchmarks.sink;

/**
 * How fast rows were written.
 *
 * @param perSecond rows a second of the wall clock
 * @param warm rows a second in the second half
 * @param perCpuSecond rows a second of the writing process's own CPU time
 */
public record WriteResult(double perSecond, double warm, double perCpuSecond) {

  /**
   * @param line the three in this order, by spaces
   */
  static WriteResult parse(String line) {
    String[] figures = line.strip().split(" ", -1);
    return new WriteResult(
        Double.parseDouble(figures[0]),
        Double.parseDouble(figures[1]),
        Double.parseDouble(figures[2]));
  }
}
