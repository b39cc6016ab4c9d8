package io.iotpipeline.streamsapp.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.iotpipeline.schemas.SensorAlert;
import io.iotpipeline.schemas.SensorDescription;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.SensorStatus;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The register of sensors, and alerts about silent ones, by a mock clock. */
class RegisterTest {

  private TestPipeline pipeline = new TestPipeline();
  private Instant now = Fixtures.NOW;

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void a_new_sensor_is_in_the_register_within_seconds() {
    hear("s-1");
    Instant heard = now;
    pass(6);

    SensorStatus status = onlyStatus();
    assertThat(status.getSensorId()).isEqualTo("s-1");
    assertThat(status.getState()).isEqualTo("ACTIVE");
    assertThat(status.getFirstHeard()).isEqualTo(heard);
    assertThat(status.getLastHeard()).isEqualTo(heard);
    assertThat(status.getStateSince()).isEqualTo(heard);
    assertThat(status.getNewestReading()).isEqualTo(heard);
    assertThat(status.getReadings()).isEqualTo(Fixtures.MEASURED);
    assertThat(status.getExpectedIntervalMs()).isNull();
    assertThat(status.getIntervalSource()).isEmpty();
  }

  @Test
  void what_only_says_that_it_was_heard_is_written_once_a_minute() {
    hearFor(300);
    pipeline.register.readValuesToList();

    hearFor(300);

    List<SensorStatus> updates = pipeline.register.readValuesToList();
    assertThat(updates).hasSize(5);
    assertThat(updates).extracting(SensorStatus::getRevision).isSorted().doesNotHaveDuplicates();
    assertThat(updates.get(updates.size() - 1).getLastHeard())
        .isAfter(now.minus(Duration.ofSeconds(66)));
  }

  @Test
  void a_new_sensor_is_written_more_often_at_first() {
    Instant first = now;

    hearFor(120);

    assertThat(pipeline.register.readValuesToList())
        .extracting(status -> Duration.between(first, status.getLastHeard()).toSeconds())
        .hasSizeBetween(5, 7)
        .startsWith(0L)
        .anyMatch(seconds -> seconds >= 4 && seconds <= 6)
        .anyMatch(seconds -> seconds >= 9 && seconds <= 15);
  }

  @Test
  void in_a_partition_with_many_sensors_they_are_written_less_often() {
    int sensors = 6_000;
    hearAllFor(300, sensors);
    pipeline.register.readValuesToList();

    hearAllFor(240, sensors);

    assertThat(pipeline.register.readValuesToList())
        .as("50 a second, so each sensor every two minutes")
        .hasSizeBetween(sensors * 2 - sensors / 4, sensors * 2 + sensors / 4)
        .extracting(SensorStatus::getSensorId)
        .contains("s-0", "s-5999");
  }

  @Test
  void many_sensors_that_are_heard_again_are_written_one_after_the_other() {
    int sensors = 6_000;
    hearAllFor(30, sensors);
    pass(60);
    pipeline.register.readValuesToList();

    hearAll(sensors);
    pass(4);
    assertThat(pipeline.register.readValuesToList())
        .as("what a round has left, and 60 in each second")
        .hasSizeBetween(300, 600);

    pass(10);
    assertThat(pipeline.register.readValuesToList())
        .as("no event has come for a while")
        .hasSizeBetween(sensors - 600, sensors - 300);
  }

  @Test
  void a_new_sensor_does_not_wait_for_many_that_are_heard_again() {
    int sensors = 6_000;
    hearAllFor(30, sensors);
    pass(60);
    pipeline.register.readValuesToList();

    hearAll(sensors);
    hear("new");
    pass(1);

    assertThat(pipeline.register.readValuesToList())
        .hasSizeLessThan(600)
        .extracting(SensorStatus::getSensorId)
        .contains("new");
  }

  private void hearAll(int sensors) {
    for (int sensor = 0; sensor < sensors; sensor++) {
      hear("s-" + sensor);
    }
  }

  private void hearAllFor(int seconds, int sensors) {
    for (int second = 0; second < seconds; second += 30) {
      hearAll(sensors);
      pass(30);
    }
  }

  private void hearFor(int seconds) {
    for (int second = 0; second < seconds; second++) {
      hear("s-1");
      pass(1);
    }
  }

  @Test
  void a_new_metric_is_written_at_once_and_old_ones_stay() {
    hear("s-1");
    pass(6);
    pipeline.register.readValuesToList();

    pipeline.arrive(event("s-1", Map.of("humidity", 40.0)));
    pass(6);

    assertThat(onlyStatus().getReadings()).containsOnlyKeys("temperature", "humidity");
  }

  @Test
  void units_come_from_the_metric_catalogue() {
    restart(Map.of("IOT_METRIC_CATALOGUE", "default"));
    hear("s-1");
    pass(6);

    assertThat(onlyStatus().getUnits()).isEqualTo(Map.of("temperature", "°C"));
  }

  @Test
  void a_description_is_part_of_the_register() {
    hear("s-1");
    pipeline.describe("s-1", description("s-1", 30_000L));
    pass(6);

    SensorStatus status = onlyStatus();
    assertThat(status.getName()).isEqualTo("Boiler");
    assertThat(status.getPlace()).isEqualTo("cellar");
    assertThat(status.getOwner()).isEqualTo("Kim");
    assertThat(status.getKind()).isEqualTo("DS18B20");
    assertThat(status.getTags()).containsExactly("a", "b");
    assertThat(status.getExpectedIntervalMs()).isEqualTo(30_000);
    assertThat(status.getIntervalSource()).isEqualTo("GIVEN");
  }

  @Test
  void a_sensor_that_is_only_described_was_never_heard() {
    pipeline.describe("s-1", description("s-1", 30_000L));
    pass(300);

    SensorStatus status = onlyStatus();
    assertThat(status.getState()).isEqualTo("NEVER_HEARD");
    assertThat(status.getFirstHeard()).isNull();
    assertThat(status.getNewestReading()).isNull();
    assertThat(pipeline.alerts.isEmpty()).isTrue();
  }

  @Test
  void a_deleted_description_is_gone() {
    hear("s-1");
    pipeline.describe("s-1", description("s-1", 30_000L));
    pass(6);
    pipeline.register.readValuesToList();

    pipeline.describe("s-1", null);
    pass(6);

    assertThat(onlyStatus().getName()).isEmpty();
  }

  @Test
  void what_is_no_description_is_ignored_and_counted() {
    pipeline.describe("s-1", description("s-1", 30_000L));
    pipeline.describe("s-1", description("another", 30_000L));
    pipeline.describe("s-1", description("s-1", 0L));
    pipeline.describe("s-1".getBytes(UTF_8), new byte[] {0, 0, 0, 0, 1, 2, 2, 2});
    pipeline.describe("s-1".getBytes(UTF_8), new byte[] {0, 0, 0, 0, 99, 2});
    pipeline.describe("s-1".getBytes(UTF_8), "text".getBytes(UTF_8));
    pipeline.describe(null, new byte[0]);
    pass(6);

    assertThat(onlyStatus().getName()).isEqualTo("Boiler");
    assertThat(pipeline.metrics.get("iot.descriptions.ignored").functionCounter().count())
        .isEqualTo(6);
  }

  @Test
  void deleting_what_was_never_said_makes_no_sensor() {
    pipeline.describe("s-1", null);
    pass(6);

    assertThat(pipeline.register.isEmpty()).isTrue();
  }

  /** Avro throws another exception for such a length. */
  @Test
  void a_description_with_an_impossible_length_is_ignored() {
    byte[] good = pipeline.descriptionBytes(description("s-1", 30_000L));
    ByteBuffer bytes = ByteBuffer.allocate(20).put(good, 0, 5);
    bytes.put(new byte[] {-2, -1, -1, -1, -1, -1, -1, -1, -1, 1});

    pipeline.describe("s-1".getBytes(UTF_8), bytes.array());

    assertThat(pipeline.metrics.get("iot.descriptions.ignored").functionCounter().count())
        .isEqualTo(1);
  }

  @Test
  void a_description_whose_schema_overflows_the_stack_is_ignored() {
    Schema recursive =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"SensorDescription\",\"namespace\":"
                    + "\"io.iotpipeline.schemas\",\"fields\":[{\"name\":\"more\",\"type\":"
                    + "{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"n\",\"type\":"
                    + "[\"null\",\"L\"]}]}},{\"name\":\"sensor_id\",\"type\":\"string\"}]}");
    int id = pipeline.registry.register(recursive);
    byte[] deep = new byte[60_000];
    Arrays.fill(deep, (byte) 2); // each byte is one more level

    pipeline.describe(
        "s-1".getBytes(UTF_8),
        ByteBuffer.allocate(5 + deep.length).put((byte) 0).putInt(id).put(deep).array());

    assertThat(pipeline.metrics.get("iot.descriptions.ignored").functionCounter().count())
        .isEqualTo(1);
  }

  @Test
  void a_sensor_that_misses_its_given_interval_is_silent_once_and_resumes_once() {
    pipeline.describe("s-1", description("s-1", 10_000L));
    hear("s-1");
    Instant lastHeard = now;
    pass(300);

    SensorAlert silent = onlyAlert();
    assertThat(silent.getKind()).isEqualTo("SILENT");
    assertThat(silent.getSeverity()).isEqualTo("WARNING");
    assertThat(silent.getMetric()).isEmpty();
    assertThat(silent.getEventTime()).isEqualTo(lastHeard);
    assertThat(silent.getExpected()).isEqualTo(10);
    assertThat(silent.getObserved()).isBetween(20.0, 27.0);
    assertThat(silent.getDetail()).startsWith("not heard for 2");
    assertThat(newestStatus().getState()).isEqualTo("SILENT");

    hear("s-1");
    pass(6);

    SensorAlert resumed = onlyAlert();
    assertThat(resumed.getKind()).isEqualTo("RESUMED");
    assertThat(resumed.getSeverity()).isEqualTo("INFO");
    assertThat(resumed.getEventTime()).isEqualTo(now.minusSeconds(6));
    assertThat(resumed.getObserved()).isEqualTo(300);
    assertThat(newestStatus().getState()).isEqualTo("ACTIVE");
  }

  @Test
  void a_sensor_that_misses_its_usual_interval_is_silent() {
    for (int i = 0; i < 15; i++) {
      hear("s-1");
      pass(60);
    }
    assertThat(pipeline.alerts.isEmpty()).isTrue();

    pass(60);

    assertThat(onlyAlert().getExpected()).isEqualTo(60);
    assertThat(newestStatus().getIntervalSource()).isEqualTo("LEARNT");
  }

  @Test
  void a_sensor_that_sends_many_times_a_second_is_silent_after_a_minute() {
    for (int second = 0; second < 15; second++) {
      for (int event = 0; event < 5; event++) {
        hear("s-1");
      }
      pass(1);
    }

    pass(70);

    assertThat(onlyAlert().getObserved()).isBetween(61.0, 70.0);
  }

  @Test
  void an_upload_of_old_readings_is_a_sign_of_life() {
    pipeline.describe("s-1", description("s-1", 10_000L));
    for (int i = 0; i < 30; i++) {
      pipeline.arrive(
          new SensorEvent(
              UUID.randomUUID().toString(),
              "s-1",
              Fixtures.NOW.minus(Duration.ofDays(3)).plusSeconds(i),
              Fixtures.MEASURED));
      pass(10);
    }

    assertThat(pipeline.alerts.isEmpty()).isTrue();
    SensorStatus status = newestStatus();
    assertThat(status.getLastHeard()).isAfter(Fixtures.NOW);
    assertThat(status.getNewestReading()).isBefore(Fixtures.NOW);
  }

  @Test
  void an_upload_of_days_teaches_the_distance_of_the_readings_and_not_its_own_speed() {
    Instant measured = Fixtures.NOW.minus(Duration.ofHours(20));
    for (int i = 0; i < 200; i++) {
      pipeline.arrive(
          new SensorEvent(
              UUID.randomUUID().toString(),
              "s-1",
              measured.plus(Duration.ofMinutes(5L * i)),
              Fixtures.MEASURED));
      pass(i % 10 == 9 ? 1 : 0);
    }

    pass(440);
    assertThat(pipeline.alerts.isEmpty()).isTrue();
    assertThat(newestStatus().getExpectedIntervalMs()).isBetween(295_000L, 300_000L);

    pass(60);
    assertThat(onlyAlert().getKind()).isEqualTo("SILENT");
  }

  @Test
  void a_pause_of_the_app_is_not_a_silence() {
    pipeline.describe("s-1", description("s-1", 10_000L));
    hear("s-1");
    pass(1);

    jump(3_600);
    pass(18);

    assertThat(pipeline.alerts.isEmpty()).isTrue();

    pass(12);
    assertThat(onlyAlert().getKind()).isEqualTo("SILENT");
  }

  @Test
  void events_that_had_waited_are_not_a_silence() {
    pipeline.describe("s-1", description("s-1", 10_000L));
    hear("s-1");
    pass(15);

    pipeline.input.pipeInput(
        Fixtures.key(event("other", Fixtures.MEASURED)),
        pipeline.bytes(event("other", Fixtures.MEASURED)),
        now.minusSeconds(3_600));
    pass(18);

    assertThat(pipeline.alerts.readValuesToList()).isEmpty();
  }

  @Test
  void no_sensor_is_silent_when_no_event_arrives_at_all() {
    for (int i = 0; i < 60; i++) {
      for (int sensor = 0; sensor < 20; sensor++) {
        hear("s-" + sensor);
      }
      pass(10);
    }

    pass(3_600);

    assertThat(pipeline.alerts.isEmpty()).isTrue();
    assertThat(pipeline.metrics.get("iot.inflow.stopped").gauge().value()).isEqualTo(1);
  }

  @Test
  void after_all_were_away_those_that_stay_away_are_silent() {
    for (int i = 0; i < 60; i++) {
      for (int sensor = 0; sensor < 20; sensor++) {
        hear("s-" + sensor);
      }
      pass(10);
    }
    pass(3_600);

    for (int i = 0; i < 10; i++) {
      for (int sensor = 0; sensor < 18; sensor++) {
        hear("s-" + sensor);
      }
      pass(10);
    }

    assertThat(pipeline.alerts.readValuesToList())
        .extracting(SensorAlert::getSensorId, SensorAlert::getKind)
        .containsExactlyInAnyOrder(tuple("s-18", "SILENT"), tuple("s-19", "SILENT"));
  }

  @Test
  void sensors_that_ended_before_do_not_hide_the_silence_of_the_last_one() {
    for (int i = 0; i < 15; i++) {
      for (int sensor = 0; sensor < 20; sensor++) {
        hear("left-behind-" + sensor);
      }
      pass(2);
    }
    pass(60);
    assertThat(pipeline.alerts.isEmpty()).isTrue();

    pipeline.describe("s-1", description("s-1", 10_000L));
    for (int i = 0; i < 5; i++) {
      hear("s-1");
      pass(5);
    }
    pass(60);

    assertThat(pipeline.alerts.readValuesToList())
        .extracting(SensorAlert::getSensorId)
        .contains("s-1");
  }

  @Test
  void alerts_about_silence_can_be_for_given_intervals_only() {
    restart(Map.of("IOT_SILENCE_ALERTS", "given"));
    pipeline.describe("given", description("given", 60_000L));
    for (int i = 0; i < 15; i++) {
      hear("learnt");
      hear("given");
      pass(60);
    }

    pass(120);

    assertThat(onlyAlert().getSensorId()).isEqualTo("given");
  }

  private void restart(Map<String, String> environment) {
    pipeline.close();
    pipeline = new TestPipeline(environment);
  }

  private void hear(String sensorId) {
    pipeline.arrive(event(sensorId, Fixtures.MEASURED));
  }

  private SensorEvent event(String sensorId, Map<String, Double> measurements) {
    return new SensorEvent(UUID.randomUUID().toString(), sensorId, now, measurements);
  }

  private static SensorDescription description(String sensorId, Long intervalMs) {
    return new SensorDescription(
        sensorId, "Boiler", "cellar", "Kim", "DS18B20", List.of("b", "a", "b"), intervalMs);
  }

  private void pass(int seconds) {
    for (int second = 0; second < seconds; second++) {
      jump(1);
    }
  }

  private void jump(int seconds) {
    pipeline.pass(Duration.ofSeconds(seconds));
    now = now.plusSeconds(seconds);
  }

  private SensorStatus onlyStatus() {
    List<SensorStatus> all = pipeline.register.readValuesToList();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private SensorStatus newestStatus() {
    List<SensorStatus> all = pipeline.register.readValuesToList();
    assertThat(all).isNotEmpty();
    return all.get(all.size() - 1);
  }

  private SensorAlert onlyAlert() {
    List<SensorAlert> all = pipeline.alerts.readValuesToList();
    assertThat(all).hasSize(1);
    return all.get(0);
  }
}
