package io.iotpipeline.connect.cassandra.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds the keys that nothing would read, and the topics and tables that do not fit together. */
final class ConfigKeyValidator {

  private static final Set<String> OF_CONNECT =
      Set.of(
          "name",
          "connector.class",
          "connector.plugin.version",
          "tasks.max",
          "tasks.max.enforce",
          "task.class", // which the worker adds for a task
          SinkConfig.TASK, // which the connector adds
          "topics",
          "topics.regex",
          "key.converter",
          "value.converter",
          "header.converter",
          "transforms",
          "predicates",
          "config.action.reload");
  private static final List<String> PREFIXES_OF_CONNECT =
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

  /** What is wrong, by key. */
  Map<String, String> errors() {
    Map<String, String> errors = new TreeMap<>();
    settings.keySet().stream()
        .filter(key -> !isKnown(key))
        .forEach(key -> errors.put(key, unknown(key)));
    topicsWithoutTable().forEach(topic -> errors.merge("topics", noTable(topic), this::join));
    return errors;
  }

  private static boolean isKnown(String key) {
    return OF_CONNECT.contains(key)
        || PREFIXES_OF_CONNECT.stream().anyMatch(key::startsWith)
        || SinkConfig.definition().configKeys().containsKey(key)
        || DriverSettings.isKnown(key)
        || TableKey.of(key).isPresent();
  }

  private static String unknown(String key) {
    return "Unknown key " + key + ": this connector does not support it, " + remedy(key);
  }

  private static String remedy(String key) {
    if (key.equals("ignoreErrors")) {
      return "use Connect's errors.tolerance and errors.deadletterqueue.*";
    }
    if (key.startsWith("topic.")) {
      return "a table's keys are topic.<topic>.<keyspace>.<table>.<setting>, setting one of "
          + TableConfig.SETTINGS.stream().sorted().collect(Collectors.joining(", "));
    }
    if (key.startsWith(DriverSettings.PREFIX)) {
      return "and the driver has no setting of that name; its manual lists them";
    }
    if (key.startsWith("auth.gssapi.")) {
      return "use datastax-java-driver.advanced.auth-provider.*";
    }
    if (key.startsWith("ssl.openssl.")) {
      return "use ssl.provider=JDK with ssl.keystore.*";
    }
    return "take it out; the connector's own keys are "
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
    return "Topic %s has no table: set topic.%s.<keyspace>.<table>.mapping".formatted(topic, topic);
  }

  private String join(String one, String other) {
    return one + "\n" + other;
  }
}
