package io.iotpipeline.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoadMeterTest {

  private final LoadMeter meter = new LoadMeter();

  @Test
  void all_events_count_and_only_measured_answers_have_a_time() {
    acknowledged(1000);
    meter.measure(true);
    for (int ms = 1; ms <= 99; ms++) {
      acknowledged(2);
    }
    acknowledged(500);

    assertThat(meter.events()).isEqualTo(1010);
    assertThat(meter.percentileMs(0.5)).isEqualTo(2.1);
    assertThat(meter.percentileMs(1)).isEqualTo(500.1);
  }

  @Test
  void without_answers_there_is_no_time() {
    assertThat(meter.percentileMs(0.5)).isZero();
  }

  private void acknowledged(int ms) {
    meter.addAcknowledged(10, TimeUnit.MILLISECONDS.toNanos(ms));
  }
}
