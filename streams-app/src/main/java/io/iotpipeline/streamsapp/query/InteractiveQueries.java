package io.iotpipeline.streamsapp.query;

import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.streamsapp.http.HourlyQuery;
import io.iotpipeline.streamsapp.http.LatestReadings;
import io.iotpipeline.streamsapp.http.LatestReadings.Reading;
import io.iotpipeline.streamsapp.http.SensorQueryService;
import io.iotpipeline.streamsapp.http.StoreReplica;
import io.iotpipeline.streamsapp.state.Hour;
import io.iotpipeline.streamsapp.state.Sensor;
import io.iotpipeline.streamsapp.state.SensorReader;
import io.iotpipeline.streamsapp.state.Series;
import io.iotpipeline.streamsapp.topology.AggregateMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Answers from the state stores of this instance, as of the last commit. */
public final class InteractiveQueries implements SensorQueryService {

  private final PartitionStores stores;

  public InteractiveQueries(PartitionStores stores) {
    this.stores = stores;
  }

  @Override
  public Optional<LatestReadings> latest(String sensorId, StoreReplica replica) {
    return KafkaStreamsHolder.orUnavailable(
        () -> stores.sensors(replica).read(sensorId, InteractiveQueries::latest));
  }

  @Override
  public Optional<List<HourlyAggregate>> hourly(HourlyQuery query, StoreReplica replica) {
    return KafkaStreamsHolder.orUnavailable(
        () -> stores.sensors(replica).read(query.sensorId(), view -> hourly(view, query)));
  }

  private static LatestReadings latest(SensorReader.View view) {
    Sensor sensor = view.sensor();
    Map<String, Reading> newest = new TreeMap<>();
    List<Hour> hours = view.hours(Long.MIN_VALUE, Long.MAX_VALUE);
    for (Hour hour : hours) { // oldest first, so that the newest reading wins
      for (Series series : hour.series()) {
        newest.put(series.metric(), lastReading(series));
      }
    }
    Instant clock = Instant.ofEpochMilli(sensor.clock());
    return new LatestReadings(sensor.id(), clock, List.copyOf(newest.values()));
  }

  private static List<HourlyAggregate> hourly(SensorReader.View view, HourlyQuery query) {
    List<HourlyAggregate> found = new ArrayList<>();
    for (Hour hour : view.hours(query.fromMs(), query.toMs())) {
      boolean closed = view.sensor().isClosed(hour.start());
      hour.series().stream()
          .filter(series -> query.metric().map(series.metric()::equals).orElse(true))
          .forEach(series -> found.add(AggregateMapper.value(hour, series, closed)));
    }
    return found;
  }

  private static Reading lastReading(Series series) {
    return new Reading(
        series.metric(),
        series.readings().last(),
        Instant.ofEpochMilli(series.readings().lastTime()));
  }
}
