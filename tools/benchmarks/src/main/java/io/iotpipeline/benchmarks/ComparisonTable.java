package io.iotpipeline.benchmarks;

import io.iotpipeline.admin.format.TextTable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The result of a benchmark: for each program the median of each figure, and of some figures the
 * ratio to the same figure of a baseline, in percent.
 *
 * @param <R> the result of one run
 */
public final class ComparisonTable<R> {

  /**
   * A column.
   *
   * @param name header of the column
   * @param value the figure of one run
   * @param isCompared whether the ratio stands next to it
   */
  public record Figure<R>(String name, ToDoubleFunction<R> value, boolean isCompared) {

    public Figure(String name, ToDoubleFunction<R> value) {
      this(name, value, true);
    }
  }

  private final List<Figure<R>> figures;
  private final List<R> baseline;
  private final TextTable table;

  /**
   * @param ratioName header of the ratios, for example OF COPY
   * @param baseline runs of the program that the others are compared with
   */
  public ComparisonTable(List<Figure<R>> figures, String ratioName, List<R> baseline) {
    this.figures = List.copyOf(figures);
    this.baseline = List.copyOf(baseline);
    List<String> header = new ArrayList<>(List.of("WHAT"));
    for (Figure<R> figure : figures) {
      header.add(figure.name());
      if (figure.isCompared()) {
        header.add(ratioName);
      }
    }
    this.table = new TextTable(header);
  }

  /** Adds a program, which may be the baseline itself. */
  public void add(String program, List<R> runs) {
    List<String> cells = new ArrayList<>(List.of(program));
    for (Figure<R> figure : figures) {
      double median = Median.of(runs, figure.value());
      cells.add(String.format(Locale.ROOT, "%,.0f", median));
      if (figure.isCompared()) {
        double ratio = median / Median.of(baseline, figure.value());
        cells.add(String.format(Locale.ROOT, "%.0f %%", 100 * ratio));
      }
    }
    table.add(cells);
  }

  public void print(PrintStream out) {
    table.print(out);
  }
}
