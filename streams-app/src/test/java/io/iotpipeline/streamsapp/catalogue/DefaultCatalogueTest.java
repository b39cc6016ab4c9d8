package io.iotpipeline.streamsapp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultCatalogueTest {

  private final MetricCatalogue catalogue = CatalogueReader.read(CatalogueReader.DEFAULT);

  /** The extremes of 50,270 readings of rooms, and of the readings of the simulator. */
  @ParameterizedTest
  @CsvSource({
    "co, 0.0034046857881913648, 0.011925287382267865",
    "humidity, 8.0, 78.0999984741211",
    "lpg, 0.005831198925710118, 0.01444020016529909",
    "smoke, 0.015271359858635487, 0.0402294517701112",
    "temp, 0.10000000149011612, 27.10000038146973",
    "temperature, -40, 85",
    "humidity, 0, 100",
    "pressure, 870, 1085",
    "voltage, 180, 260"
  })
  void accepts_the_readings_of_real_and_simulated_sensors(
      String metric, double least, double most) {
    MetricRule rule = catalogue.rule(metric);

    assertThat(rule.isInRange(least) && rule.isInRange(most)).isTrue();
    assertThat(rule.isSentinel(least) || rule.isSentinel(most)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"value", "CO2 [ppm]", "debug", "Température"})
  void accepts_unknown_columns(String metric) {
    assertThat(catalogue.rule(metric)).isNull();
    assertThat(catalogue.acceptsUnknown(metric)).isTrue();
  }

  @Test
  void refuses_debug_metrics_of_devices() {
    assertThat(catalogue.acceptsUnknown("debug.free_heap")).isFalse();
  }
}
