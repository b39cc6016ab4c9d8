package io.iotpipeline.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The median of one figure over several runs. */
final class Median {

  private Median() {}

  /** The median; of an even number of runs, the mean of the two in the middle. */
  static <T> double of(List<T> runs, ToDoubleFunction<T> figure) {
    double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
