package io.iotpipeline.streamsapp.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.streamsapp.store.ByteInput;
import io.iotpipeline.streamsapp.store.ByteOutput;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SensorDetectorsTest {

  private final SensorDetectors detectors = new SensorDetectors();

  private SensorDetectors event(long time, int from, int to) {
    for (int i = from; i < to; i++) {
      detectors.observe("metric-" + i, time, 1, AlertLimits.NONE);
    }
    return detectors;
  }

  @Test
  void metrics_without_readings_for_a_month_are_removed() {
    event(Series.START, 0, 256);
    long later = Series.START + Duration.ofDays(31).toMillis();
    event(later, 0, 10);

    detectors.removeInactive(later);

    assertThat(detectors.size()).isEqualTo(10);
    assertThat(detectors.has("metric-9")).isTrue();
    assertThat(detectors.has("metric-10")).isFalse();
    assertThat(detectors.takeBaselinesChanged()).isTrue();
  }

  @Test
  void the_counted_bytes_follow_the_metrics() {
    event(Series.START, 0, 256);
    long of256 = detectors.heapBytes();
    long later = Series.START + Duration.ofDays(31).toMillis();
    event(later, 0, 1);

    detectors.removeInactive(later);

    assertThat(detectors.heapBytes()).isEqualTo(new SensorDetectorsTest().oneDetector());
    assertThat(of256).isGreaterThan(200 * detectors.heapBytes());
  }

  private long oneDetector() {
    return event(Series.START, 0, 1).heapBytes();
  }

  @Test
  void the_baselines_change_at_the_end_of_an_hour_only() {
    event(Series.START, 0, 1);

    boolean withinTheHour = event(Series.START + 3_599_999, 0, 1).takeBaselinesChanged();
    boolean afterIt = event(Series.START + 3_600_000, 0, 1).takeBaselinesChanged();

    assertThat(withinTheHour).isFalse();
    assertThat(afterIt).isTrue();
  }

  @Test
  void a_passed_limit_and_an_anomaly_both_raise_alerts() {
    AlertLimits atMost100 = FixedLimits.atMost(100);
    Series series = new Series(day -> 20, 1);
    series.until(10);
    List<AnomalyDetector> stored = List.of(series.detector());
    detectors.readBaselines(
        MetricMapCodec.write(stored, (detector, out) -> detector.baseline.write(out)));
    ByteOutput states = new ByteOutput().putVarint(1).putText("m");
    series.detector().state.write(states);
    detectors.readStates(new ByteInput(states.toBytes()));
    Map<Alert.Kind, Integer> raised = new HashMap<>();

    for (int i = 0; i < 60; i++) {
      long time = Series.START + 10 * Series.DAY_MS + i * Series.STEP_MS;
      detectors
          .observe("m", time, 150, atMost100)
          .forEach(alert -> raised.merge(alert.kind(), 1, Integer::sum));
    }

    assertThat(raised).containsEntry(Alert.Kind.THRESHOLD, 1).containsEntry(Alert.Kind.ANOMALY, 2);
  }

  @Test
  void an_unknown_stored_form_is_refused() {
    byte[] later = {2, 0, 0};

    assertThatThrownBy(() -> Baseline.read(new DataInputStream(new ByteArrayInputStream(later))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("baseline has form 2");
    assertThatThrownBy(
            () -> DetectorStateForm1.read(new DataInputStream(new ByteArrayInputStream(later))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("detector state has form 2");
  }
}
