package io.iotpipeline.connect.notification;

import java.time.Instant;
import java.util.Date;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records of sensor-alerts, as the Avro converter makes them. */
final class Alerts {

  static final String TOPIC = "sensor-alerts";
  static final Instant START = Instant.parse("2026-11-27T10:00:00Z");

  private static final Schema SCHEMA =
      SchemaBuilder.struct()
          .field("sensor_id", Schema.STRING_SCHEMA)
          .field("event_time", Timestamp.SCHEMA)
          .field("metric", Schema.STRING_SCHEMA)
          .field("kind", Schema.STRING_SCHEMA)
          .field("severity", Schema.STRING_SCHEMA)
          .field("observed", Schema.FLOAT64_SCHEMA)
          .field("detail", Schema.STRING_SCHEMA)
          .build();

  private Alerts() {}

  static SinkRecord silent(String sensor, long offset) {
    return alert(sensor, "", "SILENT", "WARNING", offset, START);
  }

  static SinkRecord resumed(String sensor, long offset) {
    return alert(sensor, "", "RESUMED", "INFO", offset, START.plusSeconds(60));
  }

  /** Recorded at the event time. */
  static SinkRecord alert(
      String sensor, String metric, String kind, String severity, long offset, Instant time) {
    Struct value =
        new Struct(SCHEMA)
            .put("sensor_id", sensor)
            .put("event_time", Date.from(time))
            .put("metric", metric)
            .put("kind", kind)
            .put("severity", severity)
            .put("observed", 12.5)
            .put("detail", "a sentence");
    return record(value, SCHEMA, offset, time);
  }

  static SinkRecord text(String value, long offset) {
    return record(value, Schema.STRING_SCHEMA, offset, START);
  }

  private static SinkRecord record(Object value, Schema schema, long offset, Instant time) {
    return new SinkRecord(
        TOPIC,
        0,
        Schema.STRING_SCHEMA,
        "key",
        schema,
        value,
        offset,
        time.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME);
  }
}
