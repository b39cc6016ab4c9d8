package io.iotpipeline.connect.cassandra.convert;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import io.iotpipeline.connect.cassandra.config.ConnectorFile;
import io.iotpipeline.connect.cassandra.config.SchemaFile;
import io.iotpipeline.connect.cassandra.config.SinkConfig;
import io.iotpipeline.connect.cassandra.config.TableConfig;
import io.iotpipeline.connect.cassandra.mapping.RecordParts;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;

/** Test fixtures: one valid reading and one valid aggregate, as records and rows. */
public final class Rows {

  public static final long WRITTEN_MILLIS = 1_769_860_800_000L;
  static final String EVENT_ID = "6f2d8a3e-8d0b-4c5e-9b1a-0c7f3f1d2e4a";

  private Rows() {}

  public static TableMapper events() {
    return mapper("sensor-events", "sensor_events");
  }

  public static TableMapper aggregates() {
    return mapper("hourly-aggregates", "hourly_aggregates");
  }

  private static TableMapper mapper(String connector, String table) {
    return mapper(ConnectorFile.read(connector).config(), table);
  }

  public static TableMapper mapper(Map<String, String> config, String table) {
    TableConfig tableConfig = new SinkConfig(config).tables().values().iterator().next().get(0);
    return TableMapper.ofTable(tableConfig, SchemaFile.table(table), ProtocolVersion.V5);
  }

  /**
   * Returns the mapper of topic t to a table ks.t.
   *
   * @param definition columns and primary key, as between the brackets of a CREATE TABLE
   * @param settings names and values of settings of the table
   */
  static TableMapper mapperOf(String definition, String mapping, String... settings) {
    Map<String, String> config = new HashMap<>();
    config.put("topics", "t");
    config.put("contactPoints", "127.0.0.1");
    config.put("loadBalancing.localDc", "dc1");
    config.put("topic.t.ks.t.mapping", mapping);
    for (int i = 0; i < settings.length; i += 2) {
      config.put("topic.t.ks.t." + settings[i], settings[i + 1]);
    }
    return TableMapper.ofTable(
        new SinkConfig(config).tables().get("t").get(0),
        SchemaFile.metadata("ks", "t", definition),
        ProtocolVersion.V5);
  }

  /** Returns the mapper of topic t to a table with one counter, n. */
  public static TableMapper counters() {
    return mapperOf("id text, n counter, PRIMARY KEY ((id))", "id=key, n=value.n");
  }

  /** Returns the converters of a topic that configures no formats. */
  static CqlConverters defaultConverters() {
    return new CqlConverters(events().config().formats(), false);
  }

  /** Returns the configuration of connector sensor-events with one table setting changed. */
  public static Map<String, String> eventsConfigWith(String setting, String value) {
    Map<String, String> config = new HashMap<>(ConnectorFile.read("sensor-events").config());
    config.put("topic.validated-events.iot.sensor_events." + setting, value);
    return config;
  }

  public static Map<String, Object> event(String sensor) {
    return new HashMap<>(
        Map.of(
            "event_id",
            EVENT_ID,
            "sensor_id",
            sensor,
            "event_time",
            WRITTEN_MILLIS,
            "measurements",
            Map.of("temperature", 21.5),
            "day",
            "2026-01-31",
            "hour",
            0));
  }

  public static Map<String, Object> aggregate(long revision) {
    Map<String, Object> value = new HashMap<>();
    value.put("sensor_id", "s");
    value.put("metric", "temperature");
    value.put("window_start", WRITTEN_MILLIS);
    value.put("window_end", WRITTEN_MILLIS + 3_600_000);
    value.put("count", 1L);
    for (String statistic : new String[] {"sum", "min", "max", "mean", "stddev", "first", "last"}) {
      value.put(statistic, 1.0);
    }
    value.put("revision", revision);
    value.put("closed", false);
    return value;
  }

  public static SinkRecord eventRecord(long offset, Object value) {
    return sinkRecord("validated-events", offset, WRITTEN_MILLIS, value);
  }

  public static SinkRecord sinkRecord(String topic, long offset, Long timestamp, Object value) {
    return new SinkRecord(
        topic, 3, null, "key", null, value, offset, timestamp, TimestampType.LOG_APPEND_TIME);
  }

  public static RecordParts eventParts(long offset, Object value) {
    return new RecordParts(eventRecord(offset, value));
  }

  public static RecordParts sinkParts(String topic, long offset, Long timestamp, Object value) {
    return new RecordParts(sinkRecord(topic, offset, timestamp, value));
  }

  static Object decode(Row row, int column, DataType type) {
    return CodecRegistry.DEFAULT
        .<Object>codecFor(type)
        .decode(row.cells().get(column), ProtocolVersion.V5);
  }
}
