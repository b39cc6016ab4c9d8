package io.iotpipeline.connect.cassandra.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.type.DataTypes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("JavaUtilDate") // Connect represents its logical types as Date
class TableMapperTest {

  private static final String MAPPING =
      "sensor_id=value.sensor_id, day=value.day, hour=value.hour, event_time=value.event_time,"
          + " event_id=value.event_id";

  @Test
  void maps_a_record_without_schema() {
    Row row = Rows.events().map(Rows.eventRecord(0, Rows.event("s")));

    assertThat(row.timestamp()).isEqualTo(Rows.WRITTEN_MILLIS * 1000);
    assertThat(row.ttlSeconds()).isZero();
    assertIsTheEvent(row);
  }

  @Test
  void maps_a_struct_with_a_logical_timestamp_to_the_same_row() {
    Schema schema =
        SchemaBuilder.struct()
            .field("event_id", Schema.STRING_SCHEMA)
            .field("sensor_id", Schema.STRING_SCHEMA)
            .field("event_time", Timestamp.SCHEMA)
            .field(
                "measurements",
                SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.FLOAT64_SCHEMA).build())
            .field("day", Schema.STRING_SCHEMA)
            .field("hour", Schema.INT32_SCHEMA)
            .build();
    Struct struct = new Struct(schema);
    Rows.event("s").forEach((field, value) -> struct.put(field, connectValue(value)));

    Row row = Rows.events().map(Rows.eventRecord(0, struct));

    assertIsTheEvent(row);
  }

  @Test
  void takes_the_write_time_from_its_field() {
    Row row =
        Rows.aggregates().map(Rows.sinkRecord("hourly-aggregates", 0, 5L, Rows.aggregate(1234567)));

    assertThat(row.timestamp()).isEqualTo(1234567);
  }

  @Test
  void converts_write_time_and_ttl_from_the_configured_units() {
    Map<String, String> config =
        Rows.eventsConfigWith("mapping", MAPPING + ", __timestamp=value.at, __ttl=value.ttl");
    config.put("topic.validated-events.iot.sensor_events.timestampTimeUnit", "SECONDS");
    config.put("topic.validated-events.iot.sensor_events.ttlTimeUnit", "MILLISECONDS");
    Map<String, Object> event = Rows.event("s");
    event.put("at", 7);
    event.put("ttl", 1001);

    Row row = Rows.mapper(config, "sensor_events").map(Rows.eventRecord(0, event));

    assertThat(row.timestamp()).isEqualTo(7_000_000);
    assertThat(row.ttlSeconds()).isEqualTo(2);
  }

  @Test
  void leaves_a_column_unset_when_its_field_is_null() {
    Map<String, Object> event = Rows.event("s");
    event.put("measurements", null);

    Row row = Rows.events().map(Rows.eventRecord(0, event));

    assertThat(row.cells().get(5)).isSameAs(Row.UNSET);
  }

  @Test
  void writes_null_when_null_to_unset_is_false() {
    TableMapper mapper =
        Rows.mapper(Rows.eventsConfigWith("nullToUnset", "false"), "sensor_events");
    Map<String, Object> event = Rows.event("s");
    event.put("measurements", null);

    Row row = mapper.map(Rows.eventRecord(0, event));

    assertThat(row.cells().get(5)).isNull();
  }

  @Test
  void rejects_null_in_the_primary_key() {
    Map<String, Object> event = Rows.event("s");
    event.put("day", null);

    assertThatThrownBy(() -> Rows.events().map(Rows.eventRecord(0, event)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column day from value.day")
        .hasMessageContaining("primary key");
  }

  @Test
  void rejects_a_record_without_a_mapped_field() {
    Map<String, Object> event = Rows.event("s");
    event.remove("measurements");

    assertThatThrownBy(() -> Rows.events().map(Rows.eventRecord(0, event)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no field value.measurements");
  }

  @Test
  void rejects_a_value_that_the_column_type_cannot_represent() {
    Map<String, Object> event = Rows.event("s");
    event.put("event_id", "no uuid");

    assertThatThrownBy(() -> Rows.events().map(Rows.eventRecord(0, event)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "column event_id from value.event_id: String 'no uuid' is not a UUID");
  }

  private static final String BY_KEY =
      "sensor_id=key, day=header.day, hour=header.hour, event_time=header.time, event_id=header.id,"
          + " measurements=value.measurements";

  @Test
  void deletes_the_row_of_a_record_without_a_value() {
    Map<String, String> config = Rows.eventsConfigWith("mapping", BY_KEY);
    config.put("topic.validated-events.iot.sensor_events.deletesEnabled", "true");
    TableMapper mapper = Rows.mapper(config, "sensor_events");

    Row row = mapper.map(withKeyInHeaders(null));

    assertThat(row.isDelete()).isTrue();
    assertThat(row.timestamp()).isEqualTo(Rows.WRITTEN_MILLIS * 1000);
  }

  @Test
  void deletes_the_row_of_a_record_that_is_null_outside_the_primary_key() {
    Map<String, String> config = Rows.eventsConfigWith("deletesEnabled", "true");
    Map<String, Object> event = Rows.event("s");
    event.put("measurements", null);

    Row row = Rows.mapper(config, "sensor_events").map(Rows.eventRecord(0, event));

    assertThat(row.isDelete()).isTrue();
    assertThat(row.primaryKey()).hasSize(5).doesNotContain(Row.UNSET);
  }

  @Test
  void rejects_a_record_without_a_value_when_deletes_are_disabled() {
    Map<String, String> config = Rows.eventsConfigWith("mapping", BY_KEY);
    TableMapper mapper = Rows.mapper(config, "sensor_events");

    assertThatThrownBy(() -> mapper.map(withKeyInHeaders(null)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column measurements from value.measurements")
        .hasMessageContaining("the record's value is null");
  }

  private static SinkRecord withKeyInHeaders(Object value) {
    SinkRecord record = Rows.eventRecord(0, value);
    record.headers().addString("day", "2026-01-31");
    record.headers().addInt("hour", 0);
    record.headers().addLong("time", Rows.WRITTEN_MILLIS);
    record.headers().addString("id", Rows.EVENT_ID);
    return record;
  }

  @Test
  void rejects_a_tombstone() {
    assertThatThrownBy(() -> Rows.events().map(Rows.eventRecord(0, null)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the record's value is null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sensor_id=key                  | primary key column day, not mapped",
        "sensor_id=key, colour=value.x  | no column colour",
        "sensor_id=key, colour=value.x  | primary key column event_time, not mapped",
        "sensor_id=now()                | now() returns a timeuuid, but the column has type text",
      })
  void rejects_a_mapping_that_does_not_match_the_table(String mapping, String message) {
    Map<String, String> config = Rows.eventsConfigWith("mapping", mapping);

    assertThatThrownBy(() -> Rows.mapper(config, "sensor_events"))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("topic.validated-events.iot.sensor_events.mapping");
  }

  private static Object connectValue(Object value) {
    return value instanceof Long millis ? new Date(millis) : value;
  }

  private static void assertIsTheEvent(Row row) {
    assertThat(Rows.decode(row, 0, DataTypes.TEXT)).isEqualTo("s");
    assertThat(Rows.decode(row, 1, DataTypes.DATE)).isEqualTo(LocalDate.of(2026, 1, 31));
    assertThat(Rows.decode(row, 3, DataTypes.TIMESTAMP))
        .isEqualTo(Instant.ofEpochMilli(Rows.WRITTEN_MILLIS));
    assertThat(Rows.decode(row, 4, DataTypes.UUID)).hasToString(Rows.EVENT_ID);
    assertThat(Rows.decode(row, 5, DataTypes.frozenMapOf(DataTypes.TEXT, DataTypes.DOUBLE)))
        .isEqualTo(Map.of("temperature", 21.5));
  }
}
