package io.iotpipeline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {

  @Test
  void median_of_an_odd_number_is_the_middle_one() {
    assertThat(Median.of(List.of(9.0, 1.0, 2.0), run -> run)).isEqualTo(2.0);
  }

  @Test
  void median_of_an_even_number_is_the_mean_of_the_two_in_the_middle() {
    assertThat(Median.of(List.of(9.0, 1.0, 2.0, 4.0), run -> run)).isEqualTo(3.0);
  }

  @Test
  void median_of_one_is_itself() {
    assertThat(Median.of(List.of(7.0), run -> run)).isEqualTo(7.0);
  }
}
