package io.iotpipeline.streamsapp.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.SensorEvent;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AggregateMapperTest {

  @Test
  void the_key_of_an_aggregate_is_unambiguous() {
    try (TestPipeline pipeline = new TestPipeline()) {
      pipeline.send(Fixtures.withMeasurements(Map.of("m", 1.0)));
      pipeline.send(new SensorEvent(Fixtures.ID, "s|m", Fixtures.NOW, Map.of("n%", 1.0)));

      pipeline.pass(Duration.ofSeconds(5));

      assertThat(pipeline.rows())
          .containsOnlyKeys("sensor-1|m|2020-07-13T12:00:00Z", "s%7Cm|n%25|2020-07-13T12:00:00Z");
    }
  }
}
