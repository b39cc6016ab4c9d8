package io.iotpipeline.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.benchmarks.ComparisonTable.Figure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {

  private record Run(double perSecond, double perCpuSecond) {}

  @Test
  void each_figure_is_a_median_with_its_ratio_to_the_baseline() {
    List<Run> baseline = List.of(new Run(1000, 200), new Run(4000, 400), new Run(2000, 300));
    ComparisonTable<Run> comparison =
        new ComparisonTable<>(
            List.of(
                new Figure<>("EVENTS/S", Run::perSecond),
                new Figure<>("PER CPU-S", Run::perCpuSecond)),
            "OF COPY",
            baseline);
    comparison.add("bare copy", baseline);
    comparison.add("app", List.of(new Run(500, 330)));

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    comparison.print(new PrintStream(bytes, true, UTF_8));

    assertThat(bytes.toString(UTF_8).lines())
        .containsExactly(
            "WHAT       EVENTS/S  OF COPY  PER CPU-S  OF COPY",
            "bare copy  2,000     100 %    300        100 %",
            "app        500       25 %     330        110 %");
  }
}
