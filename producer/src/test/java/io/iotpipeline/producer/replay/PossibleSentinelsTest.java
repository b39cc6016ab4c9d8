package io.iotpipeline.producer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PossibleSentinelsTest {

  private final PossibleSentinels sentinels = new PossibleSentinels();

  @Test
  void a_usual_sentinel_far_from_the_other_values_is_noted() {
    add("temp", 12.5, -999, -3, -999);

    assertThat(sentinels.notes())
        .containsExactly("temp is -999 in 2 rows; if that means no value, add --missing=-999");
  }

  @Test
  void a_value_of_that_size_among_others_is_a_value() {
    add("pressure", 998, 999, 1001);
    add("other", -998, -5);

    assertThat(sentinels.notes()).isEmpty();
  }

  private void add(String metric, double... values) {
    DoubleStream.of(values).forEach(value -> sentinels.add(metric, value));
  }
}
