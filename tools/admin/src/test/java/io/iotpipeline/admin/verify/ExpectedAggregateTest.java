package io.iotpipeline.admin.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The judge must see every wrong figure, and none where there is none. */
class ExpectedAggregateTest {

  private static final HourlyRow RIGHT = new HourlyRow(4, 20, 2, 9, 5, Math.sqrt(6.5), 2, 9);

  private static ExpectedAggregate readings() {
    ExpectedAggregate readings = new ExpectedAggregate();
    readings.add(0, 4);
    readings.add(0, 2); // same time: the smaller one is the first
    readings.add(10, 9);
    readings.add(10, 5); // same time: the greater one is the last
    return readings;
  }

  @Test
  void finds_nothing_in_a_right_row() {
    assertThat(readings().difference(RIGHT)).isNull();
  }

  @Test
  void finds_each_wrong_figure() {
    double stddev = RIGHT.stddev();
    assertThat(readings().difference(new HourlyRow(5, 20, 2, 9, 5, stddev, 2, 9)))
        .contains("count");
    assertThat(readings().difference(new HourlyRow(4, 20.0001, 2, 9, 5, stddev, 2, 9)))
        .contains("sum");
    assertThat(readings().difference(new HourlyRow(4, 20, 2.0001, 9, 5, stddev, 2, 9)))
        .contains("min");
    assertThat(readings().difference(new HourlyRow(4, 20, 2, 9.0001, 5, stddev, 2, 9)))
        .contains("max");
    assertThat(readings().difference(new HourlyRow(4, 20, 2, 9, 5 + 1e-7, stddev, 2, 9)))
        .contains("mean");
    assertThat(readings().difference(new HourlyRow(4, 20, 2, 9, 5, stddev + 1e-7, 2, 9)))
        .contains("stddev");
    assertThat(readings().difference(new HourlyRow(4, 20, 2, 9, 5, stddev, 4, 9)))
        .contains("first");
    assertThat(readings().difference(new HourlyRow(4, 20, 2, 9, 5, stddev, 2, 5))).contains("last");
  }

  @Test
  void nan_is_never_right() {
    assertThat(readings().difference(new HourlyRow(4, 20, 2, 9, Double.NaN, 1, 2, 9)))
        .contains("mean");
  }

  @Test
  void allows_the_rounding_of_readings_that_cancel_out() {
    ExpectedAggregate readings = new ExpectedAggregate();
    readings.add(0, 1e9);
    readings.add(1, -1e9);

    assertThat(readings.difference(new HourlyRow(2, 1e-8, -1e9, 1e9, 5e-9, 1e9, 1e9, -1e9)))
        .isNull();
  }

  @Test
  void recomputes_readings_whose_squares_are_not_doubles() {
    assertRight(new double[] {1e200, 3e200}, 4e200, 2e200, 1e200);
    assertRight(new double[] {1e-200, 3e-200}, 4e-200, 2e-200, 1e-200);
    assertRight(new double[] {1.797e308}, 1.797e308, 1.797e308, 0);
    assertRight(
        new double[] {1e308, -1e308, 1e-308}, 1e-308, 1e-308 / 3, Math.sqrt(2.0 / 3) * 1e308);
  }

  @Test
  void finds_a_wrong_deviation_of_readings_whose_squares_are_not_doubles() {
    ExpectedAggregate readings = new ExpectedAggregate();
    readings.add(0, 1e200);
    readings.add(1, 3e200);

    assertThat(
            readings.difference(
                new HourlyRow(
                    2, 4e200, 1e200, 3e200, 2e200, Double.POSITIVE_INFINITY, 1e200, 3e200)))
        .contains("stddev");
  }

  private static void assertRight(double[] values, double sum, double mean, double stddev) {
    ExpectedAggregate readings = new ExpectedAggregate();
    for (int i = 0; i < values.length; i++) {
      readings.add(i, values[i]);
    }
    double min = Arrays.stream(values).min().orElseThrow();
    double max = Arrays.stream(values).max().orElseThrow();
    HourlyRow row =
        new HourlyRow(
            values.length, sum, min, max, mean, stddev, values[0], values[values.length - 1]);
    assertThat(readings.difference(row)).isNull();
  }
}
