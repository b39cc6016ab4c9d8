package io.iotpipeline.streamsapp.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThresholdDetectorTest {

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  private final ThresholdDetector detector = new ThresholdDetector();

  private double passed(long time, double value) {
    return detector.passed(time, value, -5, 40);
  }

  @Test
  void the_passed_limit_is_returned() {
    assertThat(passed(0, 40)).isNaN();
    assertThat(passed(MINUTE, 40.1)).isEqualTo(40);
    assertThat(detector.isLasting()).isFalse();
  }

  @Test
  void the_lower_limit_raises_an_alert() {
    assertThat(passed(0, -5)).isNaN();
    assertThat(passed(MINUTE, -5.1)).isEqualTo(-5);
  }

  @Test
  void readings_that_oscillate_around_the_limit_raise_one_alert() {
    long raised = 0;
    for (int i = 0; i < 600; i++) {
      raised += Double.isNaN(passed(i * MINUTE, i % 2 == 0 ? 41 : 39)) ? 0 : 1;
    }

    assertThat(raised).isEqualTo(1);
  }

  @Test
  void after_an_hour_within_the_limits_it_is_raised_again() {
    passed(0, 41);

    assertThat(passed(HOUR, 41)).isEqualTo(40);
    assertThat(detector.isLasting()).isFalse();
  }

  @Test
  void a_lasting_condition_is_raised_once_a_day() {
    int raised = 0;
    for (long time = 0; time < 72 * HOUR; time += MINUTE) {
      raised += Double.isNaN(passed(time, 41)) ? 0 : 1;
    }

    assertThat(raised).isEqualTo(3);
    assertThat(detector.isLasting()).isTrue();
  }

  @Test
  void without_limits_nothing_is_passed() {
    assertThat(detector.passed(0, 1e300, Double.NaN, Double.NaN)).isNaN();
  }
}
