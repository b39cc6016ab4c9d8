package io.iotpipeline.admin.verify;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.admin.kafka.TopicReader;
import io.iotpipeline.schemas.SensorStatus;
import io.iotpipeline.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Compares the register of sensors with the events.
 *
 * @param sensors sensors in topic sensors
 * @param rows rows of table sensors
 * @param differentRows sensors whose row is missing or of another revision, and rows without a
 *     sensor
 * @param missing sensors that have events and are not in the register
 * @param outdated sensors whose newest reading is not that of their events
 */
record RegisterCounts(long sensors, long rows, long differentRows, long missing, long outdated) {

  /**
   * After this time the register must have the newest reading of a sensor; the app writes it at
   * most every five minutes (register.interval.ms).
   */
  private static final Duration UP_TO_DATE_AFTER = Duration.ofMinutes(10);

  private record Entry(long revision, Instant newestReading) {}

  /**
   * @param newest what the events say
   * @param now the wall clock
   */
  static RegisterCounts read(Pipeline pipeline, NewestReadings newest, Instant now) {
    Map<String, Entry> register = topic(pipeline);
    long missing = 0;
    long outdated = 0;
    for (Map.Entry<String, NewestReadings.Newest> sensor : newest.bySensor().entrySet()) {
      Entry entry = register.get(sensor.getKey());
      if (entry == null) {
        missing++;
      } else if (isOutdated(entry, sensor.getValue(), now)) {
        outdated++;
      }
    }
    long sensors = register.size();
    long rows = 0;
    long different = 0;
    try (CqlSession session = CassandraSession.open(pipeline, ConsistencyLevel.ALL)) {
      for (Row row : session.execute("SELECT sensor_id, revision FROM iot.sensors")) {
        rows++;
        Entry entry = register.remove(row.getString("sensor_id"));
        if (entry == null || entry.revision() != row.getLong("revision")) {
          different++;
        }
      }
    }
    return new RegisterCounts(sensors, rows, different + register.size(), missing, outdated);
  }

  private static boolean isOutdated(Entry entry, NewestReadings.Newest events, Instant now) {
    return entry.newestReading() == null
        || (entry.newestReading().isBefore(events.eventTime())
            && events.arrived().isBefore(now.minus(UP_TO_DATE_AFTER)));
  }

  private static Map<String, Entry> topic(Pipeline pipeline) {
    Map<String, Entry> register = new HashMap<>();
    try (TopicReader reader = new TopicReader(pipeline);
        Deserializer<SensorStatus> statuses = KafkaClients.serdes(pipeline).deserializer()) {
      RecordCount.of(
          reader,
          Topics.SENSORS,
          record -> {
            if (record.value() == null) {
              return; // only somebody else deletes
            }
            SensorStatus status = statuses.deserialize(record.topic(), record.value());
            register.put(
                status.getSensorId(), new Entry(status.getRevision(), status.getNewestReading()));
          });
    }
    return register;
  }

  boolean agrees() {
    return differentRows == 0 && missing == 0 && outdated == 0;
  }
}
