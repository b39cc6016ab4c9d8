package io.iotpipeline.streamsapp.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.SensorAlert;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.UtcHour;
import io.iotpipeline.streamsapp.alert.AlertLimits;
import io.iotpipeline.streamsapp.state.Hour;
import io.iotpipeline.streamsapp.state.Sensor;
import io.iotpipeline.streamsapp.state.SensorStore;
import io.iotpipeline.streamsapp.state.SensorStoreBuilder;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts over a restart of the processor, and limits. */
class AlertProcessorTest {

  private static final Instant START = Instant.parse("2020-07-01T00:00:00Z");

  @TempDir private Path folder;

  private SensorStore sensors;
  private final Random random = new Random(1);
  private MockProcessorContext<String, SensorAlert> context;

  @BeforeEach
  void create_stores() {
    context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile());
    sensors =
        new SensorStoreBuilder(TopologyNames.SENSORS_STORE, 1_000_000, 1_000_000, AlertLimits.NONE)
            .withLoggingDisabled()
            .build();
    sensors.init(context.getStateStoreContext(), sensors);
    context.addStateStore(sensors);
  }

  @AfterEach
  void close_stores() {
    sensors.close();
  }

  @Test
  void baselines_are_kept_over_a_restart() {
    AlertProcessor before = processor(AlertLimits.NONE);
    minutes(0, 5 * 1440).forEach(time -> send(before, time, 20));

    AlertProcessor after = processor(AlertLimits.NONE);
    minutes(5 * 1440, 5 * 1440 + 720).forEach(time -> send(after, time, 30));

    assertThat(severities()).containsExactly("WARNING", "CRITICAL");
  }

  @Test
  void an_emitted_alert_is_not_emitted_again_after_a_restart() {
    AlertProcessor before = processor(AlertLimits.NONE);
    minutes(0, 5 * 1440).forEach(time -> send(before, time, 20));
    minutes(5 * 1440, 5 * 1440 + 300).forEach(time -> send(before, time, 30));
    List<String> emitted = severities();

    AlertProcessor after = processor(AlertLimits.NONE);
    minutes(5 * 1440 + 300, 5 * 1440 + 600).forEach(time -> send(after, time, 30));

    assertThat(severities()).isEqualTo(emitted).isNotEmpty();
  }

  @Test
  void a_limit_applies_from_the_first_reading_on() {
    AlertProcessor processor = processor(new FreezingAndBoiling());

    send(processor, START, 50);
    send(processor, START.plusSeconds(60), 120);

    assertThat(context.forwarded()).hasSize(1);
    SensorAlert alert = context.forwarded().get(0).record().value();
    assertThat(alert.getKind()).isEqualTo("THRESHOLD");
    assertThat(alert.getSeverity()).isEqualTo("CRITICAL");
    assertThat(alert.getExpected()).isEqualTo(100);
    assertThat(alert.getScore()).isEqualTo(alert.getObserved() - 100);
    assertThat(alert.getDetail()).contains("is above 100");
  }

  private static final class FreezingAndBoiling implements AlertLimits {
    @Override
    public double low(String metric) {
      return metric.equals("temperature") ? 0 : Double.NaN;
    }

    @Override
    public double high(String metric) {
      return metric.equals("temperature") ? 100 : Double.NaN;
    }
  }

  private AlertProcessor processor(AlertLimits limits) {
    sensors.flushCache();
    sensors.recover();
    AlertProcessor processor = new AlertProcessor(limits, TestPipeline.unreadMetrics());
    processor.init(context);
    return processor;
  }

  private static List<Instant> minutes(int from, int to) {
    List<Instant> times = new ArrayList<>();
    for (int minute = from; minute < to; minute += 5) {
      times.add(START.plusSeconds(minute * 60L));
    }
    return times;
  }

  private void send(AlertProcessor processor, Instant time, double value) {
    Map<String, Double> measured = Map.of("temperature", value + random.nextGaussian());
    SensorEvent event =
        new SensorEvent(UUID.randomUUID().toString(), Fixtures.SENSOR, time, measured);
    DecodedEvent reading = Fixtures.decoded(event);
    Sensor sensor = sensors.sensor(reading.sensorId());
    Hour hour = sensors.hour(sensor, UtcHour.startOf(reading.time()));
    sensors.accept(hour, reading, true, 0, 0);
    hour.add(reading);
    processor.process(
        new Record<>(Fixtures.key(event), new AcceptedEvent(reading, sensor, hour, true, 0), 0));
  }

  private List<String> severities() {
    return context.forwarded().stream()
        .map(forwarded -> forwarded.record().value().getSeverity())
        .toList();
  }
}
