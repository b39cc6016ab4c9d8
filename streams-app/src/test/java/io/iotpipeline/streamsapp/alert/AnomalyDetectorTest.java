package io.iotpipeline.streamsapp.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.AlertSeverity;
import io.iotpipeline.streamsapp.alert.Series.Raised;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.assertj.core.groups.Tuple;

class AnomalyDetectorTest {

  private static final int STEP_DAY = 10;

  private static Series cycleThatStepsBy(double step) {
    return new Series(day -> Series.cycle(day) + (day >= STEP_DAY ? step : 0), 0.5);
  }

  @Example
  void a_large_daily_cycle_raises_nothing() {
    Series cycle = cycleThatStepsBy(0);

    assertThat(cycle.until(60)).isEmpty();
  }

  @Example
  void a_step_much_smaller_than_the_daily_cycle_raises_a_warning_and_then_a_critical_alert() {
    Series series = cycleThatStepsBy(8);
    assertThat(series.until(STEP_DAY)).isEmpty();

    List<Raised> raised = series.until(STEP_DAY + 0.5);

    assertThat(raised)
        .extracting(each -> each.alert().severity(), each -> each.alert().lasting())
        .containsExactly(
            Tuple.tuple(AlertSeverity.WARNING, false), Tuple.tuple(AlertSeverity.CRITICAL, false));
    Alert first = raised.get(0).alert();
    assertThat(first.kind()).isEqualTo(Alert.Kind.ANOMALY);
    assertThat(first.observed() - first.expected()).isBetween(5.0, 11.0);
    assertThat(first.score()).isBetween(2.0, 2.5);
    assertThat(first.detail()).contains("deviations too high");
  }

  @Example
  void a_drop_has_a_negative_score() {
    Series series = cycleThatStepsBy(-8);

    List<Raised> raised = series.until(STEP_DAY + 0.5);

    assertThat(raised).isNotEmpty().allMatch(each -> each.alert().score() <= -2);
    assertThat(raised.get(0).alert().detail()).contains("too low");
  }

  @Example
  void a_lasting_anomaly_is_emitted_again_a_day_later_and_not_without_end() {
    Series series = new Series(day -> day >= STEP_DAY ? 1000 : 0, 0.5);

    List<Raised> all = series.until(60);

    Alert end = all.get(all.size() - 1).alert();
    assertThat(end.kind()).isEqualTo(Alert.Kind.ANOMALY_ENDED);
    assertThat(end.expected()).as("nothing is known after a reset").isEqualTo(end.observed());
    assertThat(end.score()).isZero();
    assertThat(end.detail()).endsWith("what is usual is learnt again");
    List<Raised> raised =
        all.stream().filter(each -> each.alert().kind() == Alert.Kind.ANOMALY).toList();
    assertThat(all).hasSize(raised.size() + 1);
    assertThat(raised).hasSizeBetween(4, 8);
    assertThat(raised).last().matches(each -> each.day() < STEP_DAY + 4);
    for (int i = 2; i < raised.size(); i++) {
      assertThat(raised.get(i).day() - raised.get(i - 1).day()).isGreaterThanOrEqualTo(1);
      assertThat(raised.get(i).alert().lasting()).isTrue();
    }
  }

  @Example
  void after_a_reset_the_new_level_is_monitored() {
    Series series = new Series(day -> day >= 30 ? 2000 : day >= STEP_DAY ? 1000 : 0, 0.5);
    series.until(30);

    assertThat(series.until(30.5)).isNotEmpty();
  }

  @Example
  void a_failure_of_a_few_hours_does_not_change_the_expected_reading() {
    Series series = new Series(day -> day > 10 && day < 10.2 ? 500 : Series.cycle(day), 0.5);
    series.until(9.95);
    double before = series.detector().baseline.expected(Series.START);

    List<Raised> raised = series.until(14);

    assertThat(raised).isNotEmpty().allMatch(each -> each.day() < 10.6);
    assertThat(series.detector().baseline.expected(Series.START)).isCloseTo(before, within(2));
  }

  @Example
  void nothing_is_raised_in_the_first_three_days() {
    Series series = new Series(day -> day > 2 ? 1000 : 0, 0.5);

    assertThat(series.until(3)).isEmpty();
  }

  @Example
  void a_single_outlier_raises_nothing() {
    Series series = cycleThatStepsBy(0);
    series.until(10);

    assertThat(series.observe(Series.START + 10 * Series.DAY_MS, 1e6)).isEmpty();
    assertThat(series.until(20)).isEmpty();
  }

  @Example
  void an_anomaly_before_days_without_readings_is_not_emitted_again_after_them() {
    Series series = new Series(day -> Series.cycle(day) + (day > 10 && day < 11 ? 8 : 0), 0.5);
    assertThat(series.until(10.5)).isNotEmpty();
    series.skip(3.3);

    assertThat(series.until(30))
        .extracting(each -> each.alert().kind())
        .containsExactly(Alert.Kind.ANOMALY_ENDED);
  }

  @Example
  void a_constant_metric_that_changes_raises_an_alert() {
    Series series = new Series(day -> day >= STEP_DAY ? 22.5 : 21.5, 0);

    assertThat(series.until(STEP_DAY)).isEmpty();
    assertThat(series.until(STEP_DAY + 0.5)).isNotEmpty();
  }

  @Example
  void a_reading_older_than_the_newest_is_ignored() {
    Series series = cycleThatStepsBy(0);
    series.until(10);
    List<byte[]> before = series.stored();

    for (int i = 2; i < 500; i++) {
      series.observe(Series.START + 10 * Series.DAY_MS - i * Series.STEP_MS, 1e6);
    }

    assertThat(series.stored()).usingRecursiveComparison().isEqualTo(before);
  }

  @Property(tries = 20)
  void restarts_change_nothing(
      @ForAll @Size(max = 10) List<@IntRange(min = 1, max = 479) Integer> restarts) {
    Series straight = cycleThatStepsBy(8);
    List<Raised> expected = straight.until(20);
    Series restarted = cycleThatStepsBy(8);

    List<Raised> actual = new ArrayList<>();
    for (int hours : restarts.stream().sorted().toList()) {
      actual.addAll(restarted.until(hours / 24.0));
      restarted.restart();
    }
    actual.addAll(restarted.until(20));

    assertThat(actual).isEqualTo(expected).isNotEmpty();
    assertThat(restarted.stored()).usingRecursiveComparison().isEqualTo(straight.stored());
  }

  @Property(tries = 200)
  void no_reading_makes_the_state_infinite(
      @ForAll @Size(min = 1, max = 30)
          List<@DoubleRange(min = -1e308, max = 1e308) Double> values) {
    Series series = new Series(day -> values.get((int) (day * 288) % values.size()), 0);

    List<Raised> raised = series.until(8);

    assertThat(series.detector().state.score.value()).isBetween(-10.0, 10.0);
    assertThat(series.detector().baseline.scale()).isFinite().isNotNegative();
    for (int hour = 0; hour < 24; hour++) {
      assertThat(series.detector().baseline.expected(Series.START + hour * 3_600_000L)).isFinite();
    }
    // At most one of each severity a day, in the five days after the warm-up.
    assertThat(raised).hasSizeLessThanOrEqualTo(12);
  }

  private static Offset<Double> within(double offset) {
    return Offset.offset(offset);
  }
}
