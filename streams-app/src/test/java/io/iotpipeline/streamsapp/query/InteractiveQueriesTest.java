package io.iotpipeline.streamsapp.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.UtcHour;
import io.iotpipeline.streamsapp.http.HourlyQuery;
import io.iotpipeline.streamsapp.http.LatestReadings;
import io.iotpipeline.streamsapp.http.LatestReadings.Reading;
import io.iotpipeline.streamsapp.http.StoreReplica;
import io.iotpipeline.streamsapp.http.UnavailableException;
import io.iotpipeline.streamsapp.state.SensorStore;
import io.iotpipeline.streamsapp.topology.Fixtures;
import io.iotpipeline.streamsapp.topology.TestPipeline;
import io.iotpipeline.streamsapp.topology.TopologyNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.errors.InvalidStateStorePartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InteractiveQueriesTest {

  private static final StoreReplica ACTIVE = new StoreReplica(0, false);

  private final TestPipeline pipeline = new TestPipeline();
  private final InteractiveQueries reads = new InteractiveQueries(storesOf(pipeline));

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void the_latest_reading_of_each_metric_is_the_newest_by_its_own_time() {
    pipeline.send(event("2020-07-13T12:10:00Z", Map.of("temperature", 1.0, "humidity", 50.0)));
    pipeline.send(event("2020-07-13T12:20:00Z", Map.of("temperature", 2.0)));
    pipeline.send(event("2020-07-13T11:59:00Z", Map.of("temperature", 3.0, "pressure", 9.0)));

    Optional<LatestReadings> latest = reads.latest("s", ACTIVE);

    assertThat(latest)
        .hasValue(
            new LatestReadings(
                "s",
                Instant.parse("2020-07-13T12:20:00Z"),
                List.of(
                    new Reading("humidity", 50.0, Instant.parse("2020-07-13T12:10:00Z")),
                    new Reading("pressure", 9.0, Instant.parse("2020-07-13T11:59:00Z")),
                    new Reading("temperature", 2.0, Instant.parse("2020-07-13T12:20:00Z")))));
  }

  @Test
  void a_sensor_is_not_confused_with_one_whose_id_has_the_same_prefix() {
    pipeline.send(Fixtures.reading("s1", "2020-07-13T12:00:00Z", 1));
    pipeline.send(Fixtures.reading("t", "2020-07-13T12:00:00Z", 2));

    assertThat(reads.latest("s", ACTIVE)).isEmpty();
    assertThat(reads.hourly(query("s", "", 0, 100), ACTIVE)).isEmpty();
    assertThat(reads.latest("s1", ACTIVE).orElseThrow().readings())
        .extracting(Reading::value)
        .containsExactly(1.0);
  }

  @Test
  void an_hour_is_the_same_as_its_emitted_aggregate() {
    pipeline.send(event("2020-07-13T12:10:00Z", Map.of("temperature", 1.0)));
    pipeline.send(event("2020-07-13T12:20:00Z", Map.of("temperature", 2.0)));
    pipeline.pass(Duration.ofSeconds(5));

    Optional<List<HourlyAggregate>> hours = reads.hourly(query("s", "", 0, 100), ACTIVE);

    assertThat(hours.orElseThrow()).containsExactlyElementsOf(pipeline.rows().values());
  }

  @Test
  void the_range_is_from_inclusive_to_exclusive() {
    for (int hour = 6; hour < 12; hour++) {
      pipeline.send(
          event("2020-07-13T%02d:30:00Z".formatted(hour), Map.of("temperature", (double) hour)));
    }

    List<HourlyAggregate> hours = reads.hourly(query("s", "", 7, 9), ACTIVE).orElseThrow();

    assertThat(hours).extracting(HourlyAggregate::getFirst).containsExactly(7.0, 8.0);
    assertThat(reads.hourly(query("s", "", 7, 7), ACTIVE).orElseThrow()).isEmpty();
  }

  @Test
  void one_metric_can_be_selected() {
    pipeline.send(event("2020-07-13T12:10:00Z", Map.of("temperature", 1.0, "humidity", 50.0)));

    List<HourlyAggregate> hours =
        reads.hourly(query("s", "humidity", 0, 100), ACTIVE).orElseThrow();

    assertThat(hours).extracting(HourlyAggregate::getMetric).containsExactly("humidity");
  }

  @Test
  void a_closed_hour_is_not_returned_though_the_sensor_is_known() {
    pipeline.send(event("2020-07-11T12:10:00Z", Map.of("temperature", 1.0)));
    pipeline.send(event("2020-07-13T12:10:00Z", Map.of("temperature", 2.0)));

    List<HourlyAggregate> hours = reads.hourly(query("s", "", -100, 12), ACTIVE).orElseThrow();

    assertThat(hours).isEmpty();
  }

  @Test
  void a_partition_on_another_instance_is_unavailable_and_not_unknown() {
    InteractiveQueries elsewhere =
        new InteractiveQueries(
            copy -> {
              throw new InvalidStateStorePartitionException("moved");
            });

    assertThatThrownBy(() -> elsewhere.latest("s", ACTIVE))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("moved");
  }

  private static SensorEvent event(String time, Map<String, Double> measurements) {
    return new SensorEvent(UUID.randomUUID().toString(), "s", Instant.parse(time), measurements);
  }

  /** Hours count from the beginning of 2020-07-13, UTC. */
  private static HourlyQuery query(String sensorId, String metric, int fromHour, int toHour) {
    long day = Instant.parse("2020-07-13T00:00:00Z").toEpochMilli();
    return new HourlyQuery(
        sensorId,
        Optional.of(metric).filter(name -> !name.isEmpty()),
        day + fromHour * UtcHour.MILLIS,
        day + toHour * UtcHour.MILLIS);
  }

  private static PartitionStores storesOf(TestPipeline pipeline) {
    return copy ->
        ((SensorStore) pipeline.driver.getStateStore(TopologyNames.SENSORS_STORE)).reader();
  }
}
