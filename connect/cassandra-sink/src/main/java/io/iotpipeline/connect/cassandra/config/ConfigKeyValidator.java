package io.iotpipeline.connect.cassandra.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds unknown keys, and topics without a table. */
final class ConfigKeyValidator {

  private static final Set<String> CONNECT_KEYS =
      Set.of(
          "name",
          "connector.class",
          "connector.plugin.version",
          "tasks.max",
          "tasks.max.enforce",
          "task.class", // added by the worker
          SinkConfig.TASK, // added by the connector
          "topics",
          "topics.regex",
          "key.converter",
          "value.converter",
          "header.converter",
          "transforms",
          "predicates",
          "config.action.reload");
  private static final List<String> CONNECT_PREFIXES =
      List.of(
          "key.converter.",
          "value.converter.",
          "header.converter.",
          "transforms.",
          "predicates.",
          "errors.",
          "consumer.override.",
          "producer.override.",
          "admin.override.");

  private final Map<String, String> settings;
  private final Set<TableKey> tables;

  ConfigKeyValidator(Map<String, String> settings) {
    this.settings = settings;
    this.tables = TableKey.allIn(settings.keySet());
  }

  /** Returns the errors by configuration key. */
  Map<String, String> errors() {
    Map<String, String> errors = new TreeMap<>();
    settings.keySet().stream()
        .filter(key -> !isKnown(key))
        .forEach(key -> errors.put(key, unknownKey(key)));
    topicsWithoutTable()
        .forEach(
            topic -> errors.merge("topics", noTable(topic), (one, other) -> one + "\n" + other));
    return errors;
  }

  private static boolean isKnown(String key) {
    return CONNECT_KEYS.contains(key)
        || CONNECT_PREFIXES.stream().anyMatch(key::startsWith)
        || SinkConfig.definition().configKeys().containsKey(key)
        || DriverSettings.isKnown(key)
        || TableKey.of(key).isPresent();
  }

  private static String unknownKey(String key) {
    return "Unknown key " + key + ". " + remedy(key);
  }

  private static String remedy(String key) {
    if (key.equals("ignoreErrors")) {
      return "Use Connect's errors.tolerance and errors.deadletterqueue.*";
    }
    if (key.startsWith("topic.")) {
      return "A table's keys are topic.<topic>.<keyspace>.<table>.<setting>, with setting one of "
          + TableConfig.SETTINGS.stream().sorted().collect(Collectors.joining(", "));
    }
    if (key.startsWith(DriverSettings.PREFIX)) {
      return "The driver has no setting of that name; see the configuration reference in its manual";
    }
    if (key.startsWith("auth.gssapi.")) {
      return "Use datastax-java-driver.advanced.auth-provider.*";
    }
    if (key.startsWith("ssl.openssl.")) {
      return "Use ssl.provider=JDK with ssl.keystore.*";
    }
    return "Remove it. The connector's own keys are "
        + String.join(", ", SinkConfig.definition().names())
        + ", topic.<topic>.<keyspace>.<table>.* and datastax-java-driver.*";
  }

  private List<String> topicsWithoutTable() {
    Set<String> withTable = tables.stream().map(TableKey::topic).collect(Collectors.toSet());
    return Arrays.stream(settings.getOrDefault("topics", "").split(","))
        .map(String::strip)
        .filter(topic -> !topic.isEmpty() && !withTable.contains(topic))
        .toList();
  }

  private static String noTable(String topic) {
    return "Topic %s has no table. Set topic.%s.<keyspace>.<table>.mapping".formatted(topic, topic);
  }
}
