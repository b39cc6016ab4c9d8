package io.iotpipeline.benchmarks.sink;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import io.iotpipeline.schemas.ValidatedEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** The tables of the sink benchmark: topic, connector, generated records and bound statements. */
@SuppressWarnings("ImmutableEnumChecker") // a topic is immutable
public enum BenchTable {
  EVENTS(
      "sensor-events",
      "sensor_events",
      Topics.VALIDATED_EVENTS,
      DefaultConsistencyLevel.ONE,
      "INSERT INTO iot.sensor_events (sensor_id, day, hour, event_time, event_id, measurements)"
          + " VALUES (?, ?, ?, ?, ?, ?) USING TIMESTAMP ?") {

    @Override
    SpecificRecord entry(long number, long sensors, Instant time, SplittableRandom random) {
      return new ValidatedEvent(
          new UUID(random.nextLong(), random.nextLong()).toString(),
          sensor(number % sensors),
          time,
          Map.of(
              "temperature", 20 + random.nextInt(1000) / 100.0,
              "humidity", 40 + random.nextInt(2000) / 100.0),
          time.atZone(ZoneOffset.UTC).toLocalDate().toString(),
          0);
    }

    @Override
    Object partition(SpecificRecord entry) {
      ValidatedEvent event = (ValidatedEvent) entry;
      return List.of(event.getSensorId(), event.getDay());
    }

    @Override
    BoundStatement bind(PreparedStatement insert, SpecificRecord entry) {
      ValidatedEvent event = (ValidatedEvent) entry;
      return insert.bind(
          event.getSensorId(),
          LocalDate.parse(event.getDay()),
          event.getHour(),
          event.getEventTime(),
          UUID.fromString(event.getEventId()),
          event.getMeasurements(),
          event.getEventTime().toEpochMilli() * 1000);
    }
  },

  AGGREGATES(
      "hourly-aggregates",
      "hourly_aggregates",
      Topics.HOURLY_AGGREGATES,
      DefaultConsistencyLevel.QUORUM,
      "INSERT INTO iot.hourly_aggregates (sensor_id, metric, window_start, window_end, count, sum,"
          + " min, max, mean, stddev, first, last, revision, closed)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?") {

    @Override
    SpecificRecord entry(long number, long sensors, Instant time, SplittableRandom random) {
      Instant hour = time.truncatedTo(ChronoUnit.HOURS);
      long count = 1 + number / (2 * sensors);
      double mean = 20 + random.nextInt(1000) / 100.0;
      return new HourlyAggregate(
          sensor(number / 2 % sensors),
          number % 2 == 0 ? "temperature" : "humidity",
          hour,
          hour.plus(1, ChronoUnit.HOURS),
          count,
          count * mean,
          mean - 1,
          mean + 1,
          mean,
          0.5,
          mean,
          mean,
          time.toEpochMilli() * 1000 + number % 1000,
          false);
    }

    @Override
    Object partition(SpecificRecord entry) {
      HourlyAggregate hour = (HourlyAggregate) entry;
      return List.of(hour.getSensorId(), hour.getMetric());
    }

    @Override
    BoundStatement bind(PreparedStatement insert, SpecificRecord entry) {
      HourlyAggregate hour = (HourlyAggregate) entry;
      return insert.bind(
          hour.getSensorId(),
          hour.getMetric(),
          hour.getWindowStart(),
          hour.getWindowEnd(),
          hour.getCount(),
          hour.getSum(),
          hour.getMin(),
          hour.getMax(),
          hour.getMean(),
          hour.getStddev(),
          hour.getFirst(),
          hour.getLast(),
          hour.getRevision(),
          hour.getClosed(),
          hour.getRevision());
    }
  };

  final String connector;
  public final String table;
  final Topic topic;
  final DefaultConsistencyLevel consistency;
  final String insert;

  BenchTable(
      String connector,
      String table,
      Topic topic,
      DefaultConsistencyLevel consistency,
      String insert) {
    this.connector = connector;
    this.table = table;
    this.topic = topic;
    this.consistency = consistency;
    this.insert = insert;
  }

  /**
   * Generates a record; sensors and metrics alternate in round-robin order.
   *
   * @param number number of the record, from 0
   */
  abstract SpecificRecord entry(long number, long sensors, Instant time, SplittableRandom random);

  /** The partition key of the record's row. */
  abstract Object partition(SpecificRecord entry);

  /** The insert with the values of the record. */
  abstract BoundStatement bind(PreparedStatement insert, SpecificRecord entry);

  private static String sensor(long number) {
    return "sensor-%06d".formatted(number);
  }
}
