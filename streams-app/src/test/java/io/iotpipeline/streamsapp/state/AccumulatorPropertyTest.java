package io.iotpipeline.streamsapp.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

  /** Few times and values, so that ties are common. */
  record Reading(long time, double value) {}

  @Property(tries = 500)
  void any_order_and_grouping_gives_the_same_statistics(
      @ForAll("readings") List<Reading> readings, @ForAll Random random) {
    List<Reading> shuffled = new ArrayList<>(readings);
    Collections.shuffle(shuffled, random);
    int cut = random.nextInt(shuffled.size() + 1);

    Accumulator merged = added(shuffled.subList(0, cut));
    merged.merge(added(shuffled.subList(cut, shuffled.size())));

    assertSame(merged, added(readings));
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
