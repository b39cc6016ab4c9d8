package io.iotpipeline.streamsapp.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.iotpipeline.schemas.SensorAlert;
import io.iotpipeline.schemas.SensorEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sensor that reads 20 with some noise for five days, and then 30. */
class AlertPipelineTest {

  private static final Instant START = Instant.parse("2020-07-01T00:00:00Z");
  private static final Instant STEP = START.plusSeconds(5 * 86_400);

  private final TestPipeline pipeline = new TestPipeline();
  private final Random random = new Random(1);

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void a_step_raises_alerts_with_the_sensor_id_as_key_and_the_event_id() {
    pipeline.sendAll(readings(START, STEP, 20));
    assertThat(pipeline.alerts.isEmpty()).isTrue();
    List<SensorEvent> after = readings(STEP, STEP.plusSeconds(12 * 3600), 30);

    pipeline.sendAll(after);

    List<TestRecord<String, SensorAlert>> alerts = pipeline.alerts.readRecordsToList();
    assertThat(alerts)
        .extracting(TestRecord::key, alert -> alert.value().getSeverity())
        .containsExactly(tuple(Fixtures.SENSOR, "WARNING"), tuple(Fixtures.SENSOR, "CRITICAL"));
    SensorAlert first = alerts.get(0).value();
    SensorEvent cause =
        after.stream().filter(e -> e.getEventId().equals(first.getEventId())).findFirst().get();
    assertThat(first.getEventTime()).isEqualTo(cause.getEventTime());
    assertThat(first.getObserved()).isEqualTo(cause.getMeasurements().get("temperature"));
    assertThat(first.getExpected()).isBetween(19.0, 21.0);
    assertThat(first.getKind()).isEqualTo("ANOMALY");
    assertThat(first.getMetric()).isEqualTo("temperature");
  }

  @Test
  void out_of_order_readings_are_counted_but_raise_no_alert() {
    pipeline.sendAll(readings(START, STEP, 20));
    List<SensorEvent> stragglers =
        readings(STEP.minusSeconds(12 * 3600), STEP.minusSeconds(600), 1e6);
    pipeline.validated.readValuesToList();

    pipeline.sendAll(stragglers);

    assertThat(pipeline.alerts.isEmpty()).isTrue();
    assertThat(pipeline.validated.readValuesToList()).hasSameSizeAs(stragglers);
  }

  @Test
  void a_rejected_event_raises_no_alert() {
    pipeline.sendAll(readings(START, STEP, 20));
    List<SensorEvent> duplicates = readings(STEP, STEP.plusSeconds(300), 20);
    pipeline.sendAll(duplicates);

    for (int i = 0; i < 100; i++) {
      SensorEvent first = duplicates.get(0);
      pipeline.send(
          new SensorEvent(
              first.getEventId(), first.getSensorId(), STEP, Map.of("temperature", 1e6)));
    }

    assertThat(pipeline.alerts.isEmpty()).isTrue();
    assertThat(pipeline.rejected.readValuesToList()).hasSize(100);
  }

  private List<SensorEvent> readings(Instant from, Instant to, double value) {
    List<SensorEvent> events = new ArrayList<>();
    for (Instant time = from; time.isBefore(to); time = time.plusSeconds(300)) {
      String id = new UUID(random.nextLong(), random.nextLong()).toString();
      Map<String, Double> measured = Map.of("temperature", value + random.nextGaussian());
      events.add(new SensorEvent(id, Fixtures.SENSOR, time, measured));
    }
    return events;
  }
}
