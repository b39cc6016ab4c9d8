package io.iotpipeline.integration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.admin.verify.ExpectedAggregate;
import io.iotpipeline.admin.verify.HourlyRow;
import io.iotpipeline.streamsapp.state.Accumulator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The streams app computes an aggregate reading by reading, {@code verify} from all readings at
 * once and by other formulas: whatever doubles are sent, neither may call the other wrong.
 */
class AggregateAgreementTest {

  @Property(tries = 400)
  void the_app_and_verify_agree_on_readings_of_all_magnitudes(
      @ForAll("ofAllMagnitudes") List<Double> readings) {
    assertAgreement(readings);
  }

  @Property(tries = 400)
  void the_app_and_verify_agree_on_readings_of_one_magnitude(
      @ForAll("ofOneMagnitude") List<Double> readings) {
    assertAgreement(readings);
  }

  @Property(tries = 400)
  void the_app_and_verify_agree_on_readings_far_from_zero_and_close_to_each_other(
      @ForAll("close") List<Double> readings) {
    assertAgreement(readings);
  }

  private static void assertAgreement(List<Double> readings) {
    Accumulator accumulator = new Accumulator();
    ExpectedAggregate expected = new ExpectedAggregate();
    for (double reading : readings) {
      if (!Accumulator.isLarge(reading) || accumulator.accepts(reading)) {
        accumulator.add(accumulator.count(), reading);
        expected.add(accumulator.count(), reading);
      }
    }

    HourlyRow row =
        new HourlyRow(
            accumulator.count(),
            accumulator.sum(),
            accumulator.min(),
            accumulator.max(),
            accumulator.mean(),
            accumulator.stddev(),
            accumulator.first(),
            accumulator.last());
    assertThat(expected.difference(row)).isNull();
    assertThat(row.sum()).isFinite();
    assertThat(row.mean()).isFinite();
    assertThat(row.stddev()).isFinite();
  }

  /** Uniform bit patterns, so every exponent is as likely as any other. */
  @Provide
  Arbitrary<List<Double>> ofAllMagnitudes() {
    Arbitrary<Double> bits =
        Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
    Arbitrary<Double> edges =
        Arbitraries.of(0.0, -0.0, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 1.0);
    return lists(Arbitraries.oneOf(bits, edges));
  }

  @Provide
  Arbitrary<List<Double>> ofOneMagnitude() {
    return Arbitraries.integers()
        .between(Double.MIN_EXPONENT - 50, Double.MAX_EXPONENT - 1)
        .flatMap(
            exponent ->
                lists(Arbitraries.doubles().between(-2, 2).map(d -> Math.scalb(d, exponent))));
  }

  @Provide
  Arbitrary<List<Double>> close() {
    return Arbitraries.doubles()
        .between(-1e300, 1e300)
        .flatMap(
            centre ->
                lists(Arbitraries.integers().between(-5, 5).map(n -> centre + n * step(centre))));
  }

  private static double step(double centre) {
    return 1000 * Math.ulp(centre);
  }

  private static Arbitrary<List<Double>> lists(Arbitrary<Double> readings) {
    return readings.list().ofMinSize(1).ofMaxSize(100);
  }
}
