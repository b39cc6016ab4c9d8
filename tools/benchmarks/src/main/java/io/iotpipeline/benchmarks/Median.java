package io.iotpipeline.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The median of a figure of several runs. */
public final class Median {

  private Median() {}

  public static <T> double of(List<T> runs, ToDoubleFunction<T> figure) {
    double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
