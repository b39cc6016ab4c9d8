package io.iotpipeline.connect.cassandra.config;

import io.iotpipeline.connect.cassandra.mapping.Mapping;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds unknown keys, topics without a table, and settings that contradict each other. */
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

  private static final String KAFKA_TRANSFORMS = "org.apache.kafka.connect.transforms.";

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
    if (tables.isEmpty()) {
      errors.putIfAbsent(
          settings.containsKey("topics.regex") ? "topics.regex" : "topics", noTable("<topic>"));
    }
    formatsWithoutTable().forEach(key -> errors.put(key, noTable(topicOfFormat(key))));
    tables.forEach(table -> errors.putAll(contradictions(table)));
    return errors;
  }

  private static boolean isKnown(String key) {
    return CONNECT_KEYS.contains(key)
        || CONNECT_PREFIXES.stream().anyMatch(key::startsWith)
        || SinkConfig.definition().configKeys().containsKey(key)
        || DriverSettings.isKnown(key)
        || TableKey.of(key).isPresent()
        || TextFormats.topicOf(key).isPresent();
  }

  private static String unknownKey(String key) {
    return "Unknown key " + key + ". " + remedy(key);
  }

  private static String remedy(String key) {
    if (key.equals("ignoreErrors")) {
      return "Use Connect's errors.tolerance and errors.deadletterqueue.*";
    }
    if (key.startsWith("topic.") && key.contains(".codec.")) {
      return "A topic's formats are topic.<topic>.codec.<setting>, with setting one of "
          + String.join(", ", TextFormats.SETTINGS);
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
    if (changesTopics()) {
      return List.of(); // a record without a table is rejected when it comes
    }
    Set<String> withTable = topicsWithTable();
    return list("topics").filter(topic -> !withTable.contains(topic)).toList();
  }

  private Set<String> topicsWithTable() {
    return tables.stream().map(TableKey::topic).collect(Collectors.toSet());
  }

  /** Whether a transformation may give records another topic than the one that they come from. */
  private boolean changesTopics() {
    return list("transforms")
        .map(name -> settings.getOrDefault("transforms." + name + ".type", ""))
        .anyMatch(type -> !type.startsWith(KAFKA_TRANSFORMS) || type.endsWith("Router"));
  }

  private Stream<String> list(String key) {
    return Arrays.stream(settings.getOrDefault(key, "").split(","))
        .map(String::strip)
        .filter(item -> !item.isEmpty());
  }

  private List<String> formatsWithoutTable() {
    Set<String> withTable = topicsWithTable();
    return settings.keySet().stream()
        .filter(key -> TextFormats.topicOf(key).isPresent())
        .filter(key -> !withTable.contains(topicOfFormat(key)))
        .toList();
  }

  private static String topicOfFormat(String key) {
    return TextFormats.topicOf(key).orElseThrow();
  }

  private static String noTable(String topic) {
    return "Topic %s has no table. Set topic.%s.<keyspace>.<table>.mapping".formatted(topic, topic);
  }

  /** Returns errors of a table with a query, which states by itself what it writes. */
  private Map<String, String> contradictions(TableKey table) {
    Map<String, String> errors = new TreeMap<>();
    if (settings.getOrDefault(table.setting(TableConfig.QUERY), "").isBlank()) {
      return errors;
    }
    if (settings
        .getOrDefault(table.setting(TableConfig.DELETES), "false")
        .equalsIgnoreCase("true")) {
      errors.put(
          table.setting(TableConfig.DELETES),
          "A table with a query has no deletes. Set %s=false, or remove %s"
              .formatted(table.setting(TableConfig.DELETES), table.setting(TableConfig.QUERY)));
    }
    if (!settings.getOrDefault(table.setting(TableConfig.TTL), "-1").equals("-1")) {
      errors.put(
          table.setting(TableConfig.TTL), "Use USING TTL in " + table.setting(TableConfig.QUERY));
    }
    if (mapsTimestampOrTtl(settings.getOrDefault(table.setting(TableConfig.MAPPING), ""))) {
      errors.put(
          table.setting(TableConfig.MAPPING),
          "%s and %s have no meaning with a query. Use USING TIMESTAMP and USING TTL in %s"
              .formatted(Mapping.TIMESTAMP, Mapping.TTL, table.setting(TableConfig.QUERY)));
    }
    return errors;
  }

  private static boolean mapsTimestampOrTtl(String text) {
    try {
      Mapping mapping = Mapping.parse(text);
      return mapping.timestamp().isPresent() || mapping.ttl().isPresent();
    } catch (IllegalArgumentException e) {
      return false; // an error of its own
    }
  }
}
