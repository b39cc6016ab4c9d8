package io.iotpipeline.connect.cassandra.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import io.iotpipeline.connect.cassandra.mapping.Mapping;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * How one topic is written to one table.
 *
 * @param ttlSeconds TTL of the rows if no field is mapped to {@code __ttl}; 0: the table's default
 * @param ttlUnit unit of the field mapped to {@code __ttl}
 * @param timestampUnit unit of the field mapped to {@code __timestamp}
 * @param nullToUnset true: a null field leaves the column unchanged; false: it deletes the value
 * @param deletesEnabled whether a record that is null in all columns outside the primary key
 *     deletes the row
 */
public record TableConfig(
    TableKey key,
    Mapping mapping,
    ConsistencyLevel consistency,
    int ttlSeconds,
    TimeUnit ttlUnit,
    TimeUnit timestampUnit,
    boolean nullToUnset,
    boolean deletesEnabled) {

  private static final String MAPPING = "mapping";
  private static final String CONSISTENCY = "consistencyLevel";
  private static final String TTL = "ttl";
  private static final String TTL_UNIT = "ttlTimeUnit";
  private static final String TIMESTAMP_UNIT = "timestampTimeUnit";
  private static final String NULL_TO_UNSET = "nullToUnset";
  private static final String DELETES = "deletesEnabled";
  static final Set<String> SETTINGS =
      Set.of(MAPPING, CONSISTENCY, TTL, TTL_UNIT, TIMESTAMP_UNIT, NULL_TO_UNSET, DELETES);

  static void define(TableKey table, ConfigDef definition) {
    definition
        .define(
            table.setting(MAPPING),
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            check("column=field, ...", Mapping::parse),
            HIGH,
            "Source of each column, for example: id=key, name=value.name, day=header.day.")
        .define(
            table.setting(CONSISTENCY),
            ConfigDef.Type.STRING,
            "LOCAL_ONE",
            check("consistency levels for writing", TableConfig::consistencyOf),
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
            check(Arrays.toString(TimeUnit.values()), TimeUnit::valueOf),
            LOW,
            "Unit of ttl and of the field mapped to __ttl.")
        .define(
            table.setting(TIMESTAMP_UNIT),
            ConfigDef.Type.STRING,
            "MICROSECONDS",
            check(Arrays.toString(TimeUnit.values()), TimeUnit::valueOf),
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
            "Whether a record that is null in all columns outside the primary key deletes the row.");
  }

  static TableConfig of(TableKey table, AbstractConfig config) {
    TimeUnit ttlUnit = TimeUnit.valueOf(config.getString(table.setting(TTL_UNIT)));
    return new TableConfig(
        table,
        Mapping.parse(config.getString(table.setting(MAPPING))),
        consistencyOf(config.getString(table.setting(CONSISTENCY))),
        ttlSeconds(table, config.getInt(table.setting(TTL)), ttlUnit),
        ttlUnit,
        TimeUnit.valueOf(config.getString(table.setting(TIMESTAMP_UNIT))),
        config.getBoolean(table.setting(NULL_TO_UNSET)),
        config.getBoolean(table.setting(DELETES)));
  }

  public String topic() {
    return key.topic();
  }

  /** The configuration key of the mapping. */
  public String mappingKey() {
    return key.setting(MAPPING);
  }

  /** Returns keyspace.table, for messages. */
  public String name() {
    return key.keyspace() + "." + key.table();
  }

  private static int ttlSeconds(TableKey table, int ttl, TimeUnit unit) {
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

  private static ConfigDef.Validator check(String valid, Function<String, ?> parser) {
    return ConfigDef.LambdaValidator.with(
        (key, value) -> {
          try {
            if (value != null) {
              Object unused = parser.apply(value.toString());
            }
          } catch (IllegalArgumentException e) {
            throw new ConfigException(key, value, e.getMessage() + " (valid: " + valid + ")");
          }
        },
        () -> valid);
  }
}
