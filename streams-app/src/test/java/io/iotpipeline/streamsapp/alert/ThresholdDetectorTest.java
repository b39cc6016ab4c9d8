package io.iotpipeline.streamsapp.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThresholdDetectorTest {

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  private final ThresholdDetector watch = new ThresholdDetector();

  private double passed(long time, double value) {
    return watch.passed(time, value, -5, 40);
  }

  @Test
  void the_limit_that_was_passed_is_told() {
    assertThat(passed(0, 40)).isNaN();
    assertThat(passed(MINUTE, 40.1)).isEqualTo(40);
    assertThat(watch.lasts()).isFalse();
  }

  @Test
  void the_lower_limit_is_one_too() {
    assertThat(passed(0, -5)).isNaN();
    assertThat(passed(MINUTE, -5.1)).isEqualTo(-5);
  }

  @Test
  void a_reading_that_swings_about_its_limit_raises_one_alert() {
    long told = 0;
    for (int i = 0; i < 600; i++) {
      told += Double.isNaN(passed(i * MINUTE, i % 2 == 0 ? 41 : 39)) ? 0 : 1;
    }

    assertThat(told).isEqualTo(1);
  }

  @Test
  void after_an_hour_within_the_limits_it_is_told_anew() {
    passed(0, 41);

    assertThat(passed(HOUR, 41)).isEqualTo(40);
    assertThat(watch.lasts()).isFalse();
  }

  @Test
  void what_lasts_is_told_once_a_day() {
    int told = 0;
    for (long time = 0; time < 72 * HOUR; time += MINUTE) {
      told += Double.isNaN(passed(time, 41)) ? 0 : 1;
    }

    assertThat(told).isEqualTo(3);
    assertThat(watch.lasts()).isTrue();
  }

  @Test
  void without_limits_nothing_is_passed() {
    assertThat(watch.passed(0, 1e300, Double.NaN, Double.NaN)).isNaN();
  }
}
