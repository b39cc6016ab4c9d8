package io.iotpipeline.streamsapp.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AccumulatorPropertyTest {

  private static final MathContext DIGITS = new MathContext(700);

  /** Few times and values, so that ties are common. */
  record Reading(long time, double value) {}

  @Property(tries = 500)
  void any_order_gives_the_same_statistics(
      @ForAll("readings") List<Reading> readings, @ForAll Random random) {
    List<Reading> shuffled = new ArrayList<>(readings);
    Collections.shuffle(shuffled, random);

    assertSame(added(shuffled), added(readings));
  }

  @Property(tries = 200)
  void the_statistics_are_those_of_the_definition(@ForAll("readings") List<Reading> readings) {
    Accumulator accumulator = added(readings);

    double mean = readings.stream().mapToDouble(Reading::value).sum() / readings.size();
    double variance =
        readings.stream().mapToDouble(r -> Math.pow(r.value() - mean, 2)).sum() / readings.size();
    assertThat(accumulator.count).isEqualTo(readings.size());
    assertThat(accumulator.mean()).isCloseTo(mean, within(1e-9));
    assertThat(accumulator.stddev()).isCloseTo(Math.sqrt(variance), within(1e-6));
    assertThat(accumulator.min)
        .isEqualTo(readings.stream().mapToDouble(Reading::value).min().orElseThrow());
    assertThat(accumulator.max)
        .isEqualTo(readings.stream().mapToDouble(Reading::value).max().orElseThrow());
  }

  @Example
  void the_sum_is_compensated() {
    Accumulator accumulator = new Accumulator();
    for (double reading : new double[] {1, 1e100, 1, -1e100}) {
      accumulator.add(0, reading);
    }

    assertThat(accumulator.sum()).isEqualTo(2);
  }

  @Example
  void the_deviation_of_large_close_numbers_is_exact() {
    Accumulator accumulator = new Accumulator();
    for (double reading : new double[] {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}) {
      accumulator.add(0, reading);
    }

    assertThat(accumulator.stddev()).isCloseTo(Math.sqrt(22.5), within(1e-12));
  }

  @Example
  void a_single_reading_has_deviation_zero() {
    Accumulator accumulator = new Accumulator();
    accumulator.add(0, 0.1);

    assertThat(accumulator.stddev()).isZero();
  }

  @Property(tries = 300)
  void the_statistics_of_any_doubles_are_those_of_exact_arithmetic(
      @ForAll("anyDoubles") List<Double> readings) {
    Accumulator accumulator = new Accumulator();
    List<Double> accepted = new ArrayList<>();
    for (double reading : readings) {
      if (!Accumulator.isLarge(reading) || accumulator.accepts(reading)) {
        accumulator.add(0, reading);
        accepted.add(reading);
      }
    }

    BigDecimal count = BigDecimal.valueOf(accepted.size());
    BigDecimal sum =
        accepted.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal mean = sum.divide(count, DIGITS);
    BigDecimal squares =
        accepted.stream()
            .map(reading -> new BigDecimal(reading).subtract(mean).pow(2))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    // Where readings cancel out, the result is exact to the rounding of the largest reading.
    double rounding = accepted.size() * Math.ulp(Math.max(accumulator.max, -accumulator.min));
    assertThat(accumulator.sum()).isCloseTo(sum.doubleValue(), within(accepted.size() * rounding));
    assertThat(accumulator.mean()).isCloseTo(mean.doubleValue(), within(rounding));
    assertThat(accumulator.stddev())
        .isCloseTo(squares.divide(count, DIGITS).sqrt(DIGITS).doubleValue(), within(10 * rounding));
  }

  @Example
  void very_large_and_very_small_readings_have_finite_statistics() {
    assertStatistics(new double[] {1e200, 3e200}, 4e200, 2e200, 1e200);
    assertStatistics(new double[] {1e-200, 3e-200}, 4e-200, 2e-200, 1e-200);
    assertStatistics(
        new double[] {1e308, -1e308, 1e-308}, 1e-308, 1e-308 / 3, Math.sqrt(2.0 / 3) * 1e308);
    assertStatistics(new double[] {1.7e308, -1.7e308}, 0, 0, 1.7e308);
    assertStatistics(
        new double[] {Double.MIN_VALUE, 3 * Double.MIN_VALUE},
        4 * Double.MIN_VALUE,
        2 * Double.MIN_VALUE,
        Double.MIN_VALUE);
    assertStatistics(new double[] {1e-300, 5, 1e300}, 1e300, 1e300 / 3, Math.sqrt(2) / 3 * 1e300);
  }

  @Example
  void a_reading_that_makes_the_sum_too_large_is_not_accepted() {
    Accumulator accumulator = new Accumulator();
    accumulator.add(0, 1.797e308);

    assertThat(accumulator.accepts(1.797e308)).isFalse();
    assertThat(accumulator.accepts(-1.797e308)).isTrue();
    assertThat(accumulator.accepts(1e300)).isTrue();
    assertThat(accumulator.mean()).isEqualTo(1.797e308);
  }

  private static void assertStatistics(double[] readings, double sum, double mean, double stddev) {
    Accumulator accumulator = new Accumulator();
    for (double reading : readings) {
      accumulator.add(0, reading);
    }
    assertThat(accumulator.sum()).isCloseTo(sum, withinPercentage(1e-10));
    assertThat(accumulator.mean()).isCloseTo(mean, withinPercentage(1e-10));
    assertThat(accumulator.stddev()).isCloseTo(stddev, withinPercentage(1e-10));
  }

  /** Bit patterns are uniform, so all magnitudes occur; a shared exponent makes readings close. */
  @Provide
  Arbitrary<List<Double>> anyDoubles() {
    Arbitrary<Double> any =
        Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
    Arbitrary<Double> edge =
        Arbitraries.of(
            0.0,
            -0.0,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            Double.MIN_VALUE,
            1e308,
            -1e308,
            1e-308);
    Arbitrary<List<Double>> close =
        Arbitraries.integers()
            .between(-1070, 1020)
            .flatMap(
                exponent ->
                    Arbitraries.doubles()
                        .between(-2, 2)
                        .map(reading -> Math.scalb(reading, exponent))
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(30));
    return Arbitraries.oneOf(Arbitraries.oneOf(any, edge).list().ofMinSize(1).ofMaxSize(30), close);
  }

  @Provide
  Arbitrary<List<Reading>> readings() {
    Arbitrary<Long> times = Arbitraries.longs().between(0, 20);
    Arbitrary<Double> values =
        Arbitraries.oneOf(
            Arbitraries.doubles().between(-1000, 1000), Arbitraries.of(-0.0, 0.0, 1.0, -1.0));
    return Combinators.combine(times, values).as(Reading::new).list().ofMinSize(1).ofMaxSize(50);
  }

  private static Accumulator added(List<Reading> readings) {
    Accumulator accumulator = new Accumulator();
    readings.forEach(reading -> accumulator.add(reading.time(), reading.value()));
    return accumulator;
  }

  private static void assertSame(Accumulator a, Accumulator b) {
    assertThat(a.count).isEqualTo(b.count);
    assertThat(a.min).isEqualTo(b.min);
    assertThat(a.max).isEqualTo(b.max);
    assertThat(a.first).isEqualTo(b.first);
    assertThat(a.firstTime).isEqualTo(b.firstTime);
    assertThat(a.last).isEqualTo(b.last);
    assertThat(a.lastTime).isEqualTo(b.lastTime);
    assertThat(a.sum()).isCloseTo(b.sum(), within(1e-12 * (1 + Math.abs(b.sum()))));
    assertThat(a.stddev()).isCloseTo(b.stddev(), within(1e-9 * (1 + b.stddev())));
  }
}
