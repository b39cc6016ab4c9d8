package io.iotpipeline.connect.cassandra.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.common.sink.config.CassandraSinkConfig;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.iotpipeline.connect.cassandra.mapping.Mapping;
import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the connector files with the topics, the tables and the DataStax connector. */
@DisplayName("connect/connectors")
class ConnectorFilesTest {

  @ParameterizedTest
  @CsvSource({
    "sensor-events,ONE",
    "hourly-aggregates,QUORUM",
    "sensor-alerts,ONE",
    "sensors,QUORUM"
  })
  void have_the_same_meaning_for_the_datastax_connector(String file, String consistency) {
    ConnectorFile connector = ConnectorFile.read(file);
    Map<String, String> workerConfig = new HashMap<>(connector.config());
    workerConfig.put("name", connector.name());

    var datastax = new CassandraSinkConfig(workerConfig);
    TableConfig config = connector.table();

    var datastaxTable =
        datastax.getTopicConfigs().get(config.topic()).getTableConfigs().iterator().next();
    assertThat(datastaxTable.getKeyspace()).isEqualTo(config.key().keyspaceId());
    assertThat(datastaxTable.getTable()).isEqualTo(config.key().tableId());
    assertThat(datastaxTable.getConsistencyLevel()).isEqualTo(config.consistency());
    assertThat(datastaxTable.getTimestampTimeUnit()).isEqualTo(config.timestampUnit());
    assertThat(datastaxTable.isNullToUnset()).isEqualTo(config.nullToUnset());
    assertThat(datastaxTable.isDeletesEnabled()).isFalse();
    assertThat(datastaxTable.getMapping()).containsAllEntriesOf(inDataStaxForm(config.mapping()));
    assertThat(config.consistency()).hasToString(consistency);
    assertThat(connector.name()).isEqualTo(file);
    assertThat(SinkConfig.validate(workerConfig).values())
        .allSatisfy(value -> assertThat(value.errorMessages()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "sensor-events,validated-events,sensor_events",
    "hourly-aggregates,hourly-aggregates,hourly_aggregates",
    "sensor-alerts,sensor-alerts,sensor_alerts",
    "sensors,sensors,sensors"
  })
  void map_every_column_of_the_table_from_the_field_of_its_name(
      String file, String topicName, String tableName) {
    TableConfig config = ConnectorFile.read(file).table();
    Topic topic = topic(topicName);

    TableMetadata table = SchemaFile.table(tableName);

    assertThat(config.topic()).isEqualTo(topic.name());
    assertThat(config.name()).isEqualTo("iot." + tableName);
    assertThat(config.mapping().columns().keySet())
        .containsExactlyInAnyOrderElementsOf(table.getColumns().keySet())
        .containsAll(table.getPrimaryKey().stream().map(column -> column.getName()).toList());
    assertThat(config.mapping().columns().keySet())
        .extracting(CqlIdentifier::asInternal)
        .containsExactlyInAnyOrderElementsOf(
            topic.schema().getFields().stream().map(Schema.Field::name).toList());
    config
        .mapping()
        .columns()
        .forEach((column, source) -> assertThat(source).hasToString("value." + column));
  }

  @ParameterizedTest
  @CsvSource({
    "sensor-events,validated-events",
    "hourly-aggregates,hourly-aggregates",
    "sensor-alerts,sensor-alerts",
    "sensors,sensors"
  })
  void convert_every_timestamp_to_milliseconds_because_datastax_reads_no_logical_types(
      String file, String topicName) {
    Map<String, String> config = ConnectorFile.read(file).config();

    Schema schema = topic(topicName).schema();

    assertThat(config.get("transforms").split(",", -1))
        .extracting(alias -> config.get("transforms." + alias + ".field"))
        .containsExactlyInAnyOrderElementsOf(
            schema.getFields().stream()
                .filter(field -> isTimestamp(field.schema()))
                .map(Schema.Field::name)
                .toList());
    assertThat(config)
        .containsEntry("consumer.override.isolation.level", "read_committed")
        .doesNotContainKeys("key.converter", "value.converter");
  }

  private static boolean isTimestamp(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream().anyMatch(ConnectorFilesTest::isTimestamp)
        : schema.getLogicalType() != null;
  }

  @ParameterizedTest
  @ValueSource(strings = {"hourly-aggregates", "sensors"})
  void use_the_revision_as_the_write_time(String file) {
    TableConfig config = ConnectorFile.read(file).table();

    assertThat(config.mapping().timestamp()).hasToString("Optional[value.revision]");
  }

  @Test
  void schema_can_be_split_at_semicolons_and_applied_twice() {
    assertThat(SchemaFile.lines())
        .allSatisfy(line -> assertThat(line.replaceFirst("^--.*", "")).doesNotContain("--"))
        .allSatisfy(line -> assertThat(line.replaceFirst("^--.*|;$", "")).doesNotContain(";"));
    assertThat(SchemaFile.statements())
        .hasSize(8)
        .allSatisfy(
            statement ->
                assertThat(statement).containsPattern(" IF NOT EXISTS |^ALTER TABLE \\S+ WITH "));
    assertThat(SchemaFile.statements().get(0)).contains("replication = ${replication}");
  }

  private static Topic topic(String name) {
    return Topics.all().stream().filter(topic -> topic.name().equals(name)).findFirst().get();
  }

  private static Map<CqlIdentifier, CqlIdentifier> inDataStaxForm(Mapping mapping) {
    Map<CqlIdentifier, CqlIdentifier> entries = new HashMap<>();
    mapping
        .columns()
        .forEach(
            (column, source) -> entries.put(column, CqlIdentifier.fromInternal(source.toString())));
    return entries;
  }
}
