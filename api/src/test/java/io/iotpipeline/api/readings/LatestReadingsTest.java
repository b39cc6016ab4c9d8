package io.iotpipeline.api.readings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.iotpipeline.api.alerts.OpenAlerts;
import io.iotpipeline.api.register.SensorRegister;
import io.iotpipeline.api.register.TestSensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LatestReadingsTest {

  private static final String SENSOR = "a/b";
  private static final String PATH = "/sensors/a%2Fb/latest";

  private final FakeStreamsApp streamsApp = new FakeStreamsApp();
  private final NewestReadings newest = new NewestReadings();
  private final SensorRegister register = new SensorRegister(10, Long.MAX_VALUE, new OpenAlerts());
  private final LatestReadings latest = new LatestReadings(streamsApp.client(), newest, register);

  @BeforeEach
  void registerSensor() {
    register.put(TestSensors.active(SENSOR));
  }

  @AfterEach
  void stop() {
    streamsApp.close();
  }

  private void streamsAppHas(double value, boolean stale) {
    streamsApp.bodies.put(
        PATH,
        """
        {"sensor_id": "a/b", "clock": "2026-11-27T10:00:00Z", "stale": %s, "readings":
        [{"metric": "temperature", "value": %s, "time": "2026-11-27T10:00:00Z"}]}
        """
            .formatted(stale, value));
  }

  private double ask() {
    JsonNode json = latest.of(SENSOR).toCompletableFuture().join();
    assertThat(json.path("clock").asText()).isEqualTo("2026-11-27T10:00:00.000Z");
    return json.path("readings").get(0).path("value").asDouble();
  }

  @Test
  void a_sensor_that_is_followed_is_answered_from_memory() {
    streamsAppHas(1, false);
    assertThat(ask()).isEqualTo(1);
    newest.following(newest.sensors());
    streamsAppHas(2, false);
    assertThat(ask()).isEqualTo(2);
    streamsAppHas(3, false);

    assertThat(ask()).as("from memory").isEqualTo(2);
  }

  @Test
  void what_a_standby_has_is_not_kept() {
    streamsAppHas(1, true);
    assertThat(ask()).isEqualTo(1);
    newest.following(newest.sensors());
    assertThat(ask()).isEqualTo(1);
    streamsAppHas(2, true);

    assertThat(ask()).isEqualTo(2);
  }

  @Test
  void ids_of_no_sensor_take_no_memory() {
    assertThat(latest.of("unknown").toCompletableFuture().isCompletedExceptionally()).isFalse();
    assertThat(newest.size()).isZero();
  }
}
