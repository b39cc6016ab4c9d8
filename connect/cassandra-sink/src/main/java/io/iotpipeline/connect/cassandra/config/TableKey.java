package io.iotpipeline.connect.cassandra.config;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import io.iotpipeline.connect.cassandra.mapping.Mapping;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The prefix that the configuration keys of one table share: {@code
 * topic.<topic>.<keyspace>.<table>}.
 *
 * @param topic Kafka topic; may contain dots
 * @param keyspace as in the key: taken literally, or in double quotes as in CQL
 * @param table as in the key, with the same rule
 */
public record TableKey(String topic, String keyspace, String table) {

  private static final Pattern KEY =
      Pattern.compile(
          "topic\\.(?<topic>[a-zA-Z0-9._-]+)\\.(?<keyspace>[^.]+)\\.(?<table>[^.]+)\\.(?<setting>[^.]+)");

  /** Returns the table that a configuration key belongs to; empty for all other keys. */
  static Optional<TableKey> of(String key) {
    Matcher matcher = KEY.matcher(key);
    return matcher.matches() && TableConfig.SETTINGS.contains(matcher.group("setting"))
        ? Optional.of(
            new TableKey(matcher.group("topic"), matcher.group("keyspace"), matcher.group("table")))
        : Optional.empty();
  }

  static Set<TableKey> allIn(Collection<String> keys) {
    Set<TableKey> tables = new LinkedHashSet<>();
    new TreeSet<>(keys).forEach(key -> of(key).ifPresent(tables::add));
    return tables;
  }

  String setting(String name) {
    return "topic." + topic + "." + keyspace + "." + table + "." + name;
  }

  public CqlIdentifier keyspaceId() {
    return Mapping.identifier(keyspace);
  }

  public CqlIdentifier tableId() {
    return Mapping.identifier(table);
  }
}
