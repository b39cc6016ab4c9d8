package io.iotpipeline.connect.cassandra.config;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What each column of a row is written from.
 *
 * @param columns in the order of the configuration
 * @param timestamp source of the write time; without one it is the Kafka record's time
 * @param ttl source of the row's life; without one it is the setting {@code ttl}
 */
public record Mapping(
    Map<CqlIdentifier, FieldSource> columns,
    Optional<FieldSource> timestamp,
    Optional<FieldSource> ttl) {

  public Mapping {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /** As written when it is not in double quotes, so that case needs no quotes; else as in CQL. */
  static CqlIdentifier identifier(String written) {
    return written.startsWith("\"")
        ? CqlIdentifier.fromCql(written)
        : CqlIdentifier.fromInternal(written);
  }
}
