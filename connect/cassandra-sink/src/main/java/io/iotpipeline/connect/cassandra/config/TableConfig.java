package io.iotpipeline.connect.cassandra.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import io.iotpipeline.connect.cassandra.mapping.Mapping;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * How one topic is written to one table.
 *
 * @param mapping source of each column, or of each variable of the query
 * @param query statement to write a record with; if empty, the connector makes it from the mapping
 * @param ttlSeconds TTL of the rows without a TTL of their own; if empty, the table's default
 * @param ttlUnit unit of the field mapped to {@code __ttl}
 * @param timestampUnit unit of the field mapped to {@code __timestamp}
 * @param nullToUnset true: a null field leaves the column unchanged; false: it deletes the value
 * @param deletesEnabled whether a record that is null in all columns outside the primary key
 *     deletes the row
 * @param allowMissingFields true: a field that a record does not have counts as null; false: it is
 *     an error
 * @param formats formats of the topic's records
 */
public record TableConfig(
    TableKey key,
    Mapping mapping,
    Optional<String> query,
    ConsistencyLevel consistency,
    OptionalInt ttlSeconds,
    TimeUnit ttlUnit,
    TimeUnit timestampUnit,
    boolean nullToUnset,
    boolean deletesEnabled,
    boolean allowMissingFields,
    TextFormats formats) {

  static final String MAPPING = "mapping";
  static final String QUERY = "query";
  static final String TTL = "ttl";
  static final String DELETES = "deletesEnabled";
  private static final String CONSISTENCY = "consistencyLevel";
  private static final String TTL_UNIT = "ttlTimeUnit";
  private static final String TIMESTAMP_UNIT = "timestampTimeUnit";
  private static final String NULL_TO_UNSET = "nullToUnset";
  private static final String ALLOW_MISSING_FIELDS = "allowMissingFields";
  static final Set<String> SETTINGS =
      Set.of(
          MAPPING,
          QUERY,
          CONSISTENCY,
          TTL,
          TTL_UNIT,
          TIMESTAMP_UNIT,
          NULL_TO_UNSET,
          DELETES,
          ALLOW_MISSING_FIELDS);

  static void define(TableKey table, ConfigDef definition) {
    definition
        .define(
            table.setting(MAPPING),
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            Parsing.validator("column=field, ...", Mapping::parse),
            HIGH,
            "Source of each column, for example: id=key, name=value.name, day=header.day.")
        .define(
            table.setting(QUERY),
            ConfigDef.Type.STRING,
            "",
            LOW,
            "CQL statement to write a record with; the mapping names its variables.")
        .define(
            table.setting(CONSISTENCY),
            ConfigDef.Type.STRING,
            "LOCAL_ONE",
            Parsing.validator("consistency levels for writing", TableConfig::consistencyOf),
            HIGH,
            "Consistency level of the writes: how many replicas must acknowledge a write.")
        .define(
            table.setting(TTL),
            ConfigDef.Type.INT,
            -1,
            ConfigDef.Range.atLeast(-1),
            MEDIUM,
            "TTL of the rows, in ttlTimeUnit; -1: the table's default. A mapped __ttl overrides it.")
        .define(
            table.setting(TTL_UNIT),
            ConfigDef.Type.STRING,
            "SECONDS",
            Parsing.validator(Arrays.toString(TimeUnit.values()), TimeUnit::valueOf),
            LOW,
            "Unit of ttl and of the field mapped to __ttl.")
        .define(
            table.setting(TIMESTAMP_UNIT),
            ConfigDef.Type.STRING,
            "MICROSECONDS",
            Parsing.validator(Arrays.toString(TimeUnit.values()), TimeUnit::valueOf),
            LOW,
            "Unit of the field mapped to __timestamp.")
        .define(
            table.setting(NULL_TO_UNSET),
            ConfigDef.Type.BOOLEAN,
            true,
            MEDIUM,
            "true: a null field leaves its column unchanged; false: it deletes the value.")
        .define(
            table.setting(DELETES),
            ConfigDef.Type.BOOLEAN,
            true,
            MEDIUM,
            "Whether a record that is null in all columns outside the primary key deletes the row.")
        .define(
            table.setting(ALLOW_MISSING_FIELDS),
            ConfigDef.Type.BOOLEAN,
            false,
            LOW,
            "true: a field that a record does not have counts as null; false: it is an error.");
  }

  static TableConfig of(TableKey table, AbstractConfig config) {
    TimeUnit ttlUnit = TimeUnit.valueOf(config.getString(table.setting(TTL_UNIT)));
    Optional<String> query =
        Optional.of(config.getString(table.setting(QUERY)).strip()).filter(cql -> !cql.isEmpty());
    return new TableConfig(
        table,
        Mapping.parse(config.getString(table.setting(MAPPING))),
        query,
        consistencyOf(config.getString(table.setting(CONSISTENCY))),
        ttlSeconds(table, config.getInt(table.setting(TTL)), ttlUnit),
        ttlUnit,
        TimeUnit.valueOf(config.getString(table.setting(TIMESTAMP_UNIT))),
        config.getBoolean(table.setting(NULL_TO_UNSET)),
        query.isEmpty() && config.getBoolean(table.setting(DELETES)),
        config.getBoolean(table.setting(ALLOW_MISSING_FIELDS)),
        TextFormats.of(table.topic(), config));
  }

  public String topic() {
    return key.topic();
  }

  /** The configuration key of the mapping. */
  public String mappingKey() {
    return key.setting(MAPPING);
  }

  /** The configuration key of the query. */
  public String queryKey() {
    return key.setting(QUERY);
  }

  /** The configuration key of the TTL. */
  public String ttlKey() {
    return key.setting(TTL);
  }

  /** Returns keyspace.table, for messages. */
  public String name() {
    return key.keyspace() + "." + key.table();
  }

  private static OptionalInt ttlSeconds(TableKey table, int ttl, TimeUnit unit) {
    try {
      return Ttl.seconds(ttl, unit);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(table.setting(TTL), ttl, e.getMessage());
    }
  }

  private static ConsistencyLevel consistencyOf(String name) {
    ConsistencyLevel level = DefaultConsistencyLevel.valueOf(name.toUpperCase(Locale.ROOT));
    if (level.isSerial()) {
      throw new IllegalArgumentException(
          "serial consistency levels are only valid for conditional writes");
    }
    return level;
  }
}
