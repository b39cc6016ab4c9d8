package io.iotpipeline.streamsapp.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SensorDetectorsTest {

  private final SensorDetectors watch = new SensorDetectors();

  private SensorDetectors event(long time, int from, int to) {
    for (int i = from; i < to; i++) {
      watch.observe("metric-" + i, time, 1, AlertLimits.NONE);
    }
    return watch;
  }

  @Test
  void a_sensor_with_thirty_thousand_metrics_has_256_of_them_watched() {
    event(Series.START, 0, 30_000);

    assertThat(watch.size()).isEqualTo(SensorDetectors.MOST_METRICS);
  }

  @Test
  void metrics_that_were_silent_for_a_month_make_room() {
    event(Series.START, 0, 256);
    long later = Series.START + Duration.ofDays(31).toMillis();
    event(later, 0, 10);

    event(later, 300, 301);

    assertThat(watch.size()).isEqualTo(11);
    assertThat(watch.hasLearnt()).isTrue();
  }

  @Test
  void the_baselines_change_at_the_end_of_an_hour_only() {
    event(Series.START, 0, 1);

    boolean withinTheHour = event(Series.START + 3_599_999, 0, 1).hasLearnt();
    boolean afterIt = event(Series.START + 3_600_000, 0, 1).hasLearnt();

    assertThat(withinTheHour).isFalse();
    assertThat(afterIt).isTrue();
  }

  @Test
  void a_passed_limit_and_an_anomaly_are_told_both() {
    AlertLimits atMost100 = new Limits(Double.NaN, 100);
    Series series = new Series(day -> 20, 1);
    series.until(10);
    watch.readBaselines(MetricMapCodec.write(Map.of("m", series.baseline()), Baseline::write));
    watch.readTracks(MetricMapCodec.write(Map.of("m", series.track()), DetectorState::write));
    Map<Alert.Kind, Integer> told = new HashMap<>();

    for (int i = 0; i < 60; i++) {
      long time = Series.START + 10 * Series.DAY_MS + i * Series.STEP_MS;
      watch
          .observe("m", time, 150, atMost100)
          .forEach(alert -> told.merge(alert.kind(), 1, Integer::sum));
    }

    assertThat(told).containsEntry(Alert.Kind.THRESHOLD, 1).containsEntry(Alert.Kind.ANOMALY, 2);
  }

  @Test
  void a_later_stored_form_is_refused_by_name() {
    byte[] later = {2, 0, 0};

    assertThatThrownBy(() -> Baseline.read(new DataInputStream(new ByteArrayInputStream(later))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("baseline in form 2");
    assertThatThrownBy(
            () -> DetectorState.read(new DataInputStream(new ByteArrayInputStream(later))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("track in form 2");
  }

  private record Limits(double below, double above) implements AlertLimits {
    @Override
    public double low(String metric) {
      return below;
    }

    @Override
    public double high(String metric) {
      return above;
    }
  }
}
