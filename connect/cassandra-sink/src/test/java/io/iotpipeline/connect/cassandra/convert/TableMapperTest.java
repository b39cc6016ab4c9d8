package io.iotpipeline.connect.cassandra.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.type.DataTypes;
import io.iotpipeline.connect.cassandra.mapping.RecordParts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
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
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("JavaUtilDate") // Connect represents its logical types as Date
class TableMapperTest {

  private static final String MAPPING =
      "sensor_id=value.sensor_id, day=value.day, hour=value.hour, event_time=value.event_time,"
          + " event_id=value.event_id";

  @Test
  void maps_a_record_without_schema() {
    Row row = Rows.events().map(Rows.eventParts(0, Rows.event("s")));

    assertThat(row.timestamp()).isEqualTo(Rows.WRITTEN_MILLIS * 1000);
    assertThat(row.ttlSeconds()).isEmpty();
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

    Row row = Rows.events().map(Rows.eventParts(0, struct));

    assertIsTheEvent(row);
  }

  @Test
  void takes_the_write_time_from_its_field() {
    Row row =
        Rows.aggregates().map(Rows.sinkParts("hourly-aggregates", 0, 5L, Rows.aggregate(1234567)));

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

    Row row = Rows.mapper(config, "sensor_events").map(Rows.eventParts(0, event));

    assertThat(row.timestamp()).isEqualTo(7_000_000);
    assertThat(row.ttlSeconds()).hasValue(2);
  }

  @Test
  void leaves_a_column_unset_when_its_field_is_null() {
    Map<String, Object> event = Rows.event("s");
    event.put("measurements", null);

    Row row = Rows.events().map(Rows.eventParts(0, event));

    assertThat(row.cells().get(5)).isSameAs(Row.UNSET);
  }

  @Test
  void writes_null_when_null_to_unset_is_false() {
    TableMapper mapper =
        Rows.mapper(Rows.eventsConfigWith("nullToUnset", "false"), "sensor_events");
    Map<String, Object> event = Rows.event("s");
    event.put("measurements", null);

    Row row = mapper.map(Rows.eventParts(0, event));

    assertThat(row.cells().get(5)).isNull();
  }

  @Test
  void rejects_null_in_the_primary_key() {
    Map<String, Object> event = Rows.event("s");
    event.put("day", null);

    assertThatThrownBy(() -> Rows.events().map(Rows.eventParts(0, event)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column day from value.day")
        .hasMessageContaining("primary key");
  }

  @Test
  void rejects_a_record_without_a_mapped_field() {
    Map<String, Object> event = Rows.event("s");
    event.remove("measurements");

    assertThatThrownBy(() -> Rows.events().map(Rows.eventParts(0, event)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no field value.measurements");
  }

  @Test
  void rejects_a_value_that_the_column_type_cannot_represent() {
    Map<String, Object> event = Rows.event("s");
    event.put("event_id", "no uuid");

    assertThatThrownBy(() -> Rows.events().map(Rows.eventParts(0, event)))
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

    Row row = mapper.map(new RecordParts(withKeyInHeaders(null)));

    assertThat(row.isDelete()).isTrue();
    assertThat(row.timestamp()).isEqualTo(Rows.WRITTEN_MILLIS * 1000);
  }

  @Test
  void deletes_the_row_of_a_record_that_is_null_outside_the_primary_key() {
    Map<String, String> config = Rows.eventsConfigWith("deletesEnabled", "true");
    Map<String, Object> event = Rows.event("s");
    event.put("measurements", null);

    Row row = Rows.mapper(config, "sensor_events").map(Rows.eventParts(0, event));

    assertThat(row.isDelete()).isTrue();
    assertThat(row.primaryKey()).hasSize(5).doesNotContain(Row.UNSET);
  }

  @Test
  void rejects_a_record_without_a_value_when_deletes_are_disabled() {
    Map<String, String> config = Rows.eventsConfigWith("mapping", BY_KEY);
    TableMapper mapper = Rows.mapper(config, "sensor_events");

    assertThatThrownBy(() -> mapper.map(new RecordParts(withKeyInHeaders(null))))
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
  void a_record_without_a_value_deletes_its_row_whatever_now_and_the_headers_say() {
    TableMapper mapper =
        mapper("id=key, name=value.name, sent=header.sent, seen=now()", "deletesEnabled", "true");
    SinkRecord record = Rows.sinkRecord("t", 0, 5L, null);
    record.headers().addString("sent", "today");

    Row row = mapper.map(new RecordParts(record));

    assertThat(row.isDelete()).isTrue();
  }

  @Test
  void a_header_is_data_if_the_record_has_a_value() {
    TableMapper mapper = mapper("id=key, name=value.name, sent=header.sent");
    SinkRecord record = Rows.sinkRecord("t", 0, 5L, nameOnly(null));
    record.headers().addString("sent", "today");

    assertThat(mapper.map(new RecordParts(record)).isDelete()).isFalse();
  }

  @Test
  void a_mapping_that_reads_nothing_of_the_value_has_no_tombstones() {
    TableMapper mapper = mapper("id=key, name=key, seen=now()");

    assertThat(mapper.map(Rows.sinkParts("t", 0, 5L, null)).isDelete()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {"null | 60", "-1 | ", "0 | 0", "7 | 7"})
  void takes_the_ttl_of_the_field_or_else_of_the_configuration(Long ttl, Integer expected) {
    TableMapper mapper = mapper("id=key, name=value.name, __ttl=value.ttl", "ttl", "60");
    Map<String, Object> value = nameOnly("n");
    value.put("ttl", ttl);

    Row row = mapper.map(Rows.sinkParts("t", 0, 5L, value));

    assertThat(row.ttlSeconds())
        .isEqualTo(expected == null ? OptionalInt.empty() : OptionalInt.of(expected));
  }

  @Test
  void a_missing_ttl_field_takes_the_tables_default() {
    TableMapper mapper = mapper("id=key, name=value.name, __ttl=value.ttl");

    assertThat(mapper.map(Rows.sinkParts("t", 0, 5L, nameOnly("n"))).ttlSeconds()).isEmpty();
  }

  @Test
  void rejects_a_write_time_that_does_not_fit() {
    TableMapper mapper =
        mapper(
            "id=key, name=value.name, __timestamp=value.at", "timestampTimeUnit", "MILLISECONDS");
    Map<String, Object> value = nameOnly("n");
    value.put("at", 9_999_999_999_999_999L);

    assertThatThrownBy(() -> mapper.map(Rows.sinkParts("t", 0, 5L, value)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("9999999999999999 MILLISECONDS")
        .hasMessageContaining("range of a write time");
  }

  @Test
  void reads_the_fields_of_text_that_is_a_json_object() {
    TableMapper mapper = mapper("id=key, name=value.name, whole=value");

    Row row = mapper.map(Rows.sinkParts("t", 0, 5L, "{\"name\":\"n\"}"));

    assertThat(Rows.decode(row, 1, DataTypes.TEXT)).isEqualTo("n");
    assertThat(Rows.decode(row, 2, DataTypes.TEXT)).isEqualTo("{\"name\":\"n\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plain text", "[1]", "null", "{\"name\":1} x", "{\"name\":1,\"name\":2}", "{"})
  void rejects_text_that_is_no_json_object_if_one_of_its_fields_is_needed(String value) {
    TableMapper mapper = mapper("id=key, name=value.name");

    assertThatThrownBy(() -> mapper.map(Rows.sinkParts("t", 0, 5L, value)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column name from value.name")
        .hasMessageContaining("the record's value is text, but not a JSON object");
  }

  @Test
  void a_missing_field_counts_as_null_if_the_table_allows_it() {
    TableMapper mapper =
        mapper("id=key, name=value.name, sent=value.sent", "allowMissingFields", "true");

    Row row = mapper.map(Rows.sinkParts("t", 0, 5L, nameOnly("n")));

    assertThat(row.cells().get(2)).isSameAs(Row.UNSET);
  }

  @Test
  void a_counter_has_neither_write_time_nor_ttl() {
    String table = "id text, n counter, PRIMARY KEY ((id))";
    TableMapper mapper = Rows.mapperOf(table, "id=key, n=value.n");

    Row row = mapper.map(Rows.sinkParts("t", 0, 5L, Map.of("n", 3)));

    assertThat(row.timestamp()).isNull();
    assertThat(mapper.isIdempotent()).isFalse();
    assertThatThrownBy(() -> Rows.mapperOf(table, "id=key, n=value.n", "ttl", "5"))
        .isInstanceOf(TableMismatchException.class)
        .hasMessageContaining("has counters, which have no write time and no TTL");
  }

  @Test
  void is_the_same_only_with_the_same_columns_and_types() {
    String mapping = "id=key, n=value.n";
    TableMapper mapper = Rows.mapperOf("id text, n int, PRIMARY KEY ((id))", mapping);

    assertThat(mapper.isSame(Rows.mapperOf("id text, n int, PRIMARY KEY ((id))", mapping)))
        .isTrue();
    assertThat(mapper.isSame(Rows.mapperOf("id text, n bigint, PRIMARY KEY ((id))", mapping)))
        .isFalse();
    assertThat(mapper.isSame(Rows.mapperOf("id text, n int, PRIMARY KEY ((id), n)", mapping)))
        .isFalse();
  }

  private static TableMapper mapper(String mapping, String... settings) {
    return Rows.mapperOf(
        "id text, name text, whole text, sent text, seen timeuuid, PRIMARY KEY ((id))",
        mapping,
        settings);
  }

  private static Map<String, Object> nameOnly(String name) {
    Map<String, Object> value = new HashMap<>();
    value.put("name", name);
    return value;
  }

  @Test
  void rejects_a_tombstone() {
    assertThatThrownBy(() -> Rows.events().map(Rows.eventParts(0, null)))
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
