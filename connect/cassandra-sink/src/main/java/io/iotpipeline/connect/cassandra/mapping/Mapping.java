package io.iotpipeline.connect.cassandra.mapping;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The field that each column of a row is written from.
 *
 * @param columns in the order of the configuration
 * @param timestamp source of the row's write time; if empty, the timestamp of the Kafka record
 * @param ttl source of the row's TTL; if empty, the setting {@code ttl}
 */
public record Mapping(
    Map<CqlIdentifier, FieldSource> columns,
    Optional<FieldSource> timestamp,
    Optional<FieldSource> ttl) {

  public static final String TIMESTAMP = "__timestamp";
  public static final String TTL = "__ttl";

  public Mapping {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /**
   * Parses the value of the key {@code mapping}.
   *
   * @throws IllegalArgumentException stating the expected token and the character, counted from 1
   */
  public static Mapping parse(String text) {
    return new MappingParser(text).parse();
  }

  /**
   * Reads the name of a column, table or keyspace. Without double quotes it is taken literally,
   * including its case. In double quotes it follows the rules of CQL.
   */
  public static CqlIdentifier identifier(String name) {
    return name.startsWith("\"") ? CqlIdentifier.fromCql(name) : CqlIdentifier.fromInternal(name);
  }
}
