package io.iotpipeline.schemas.contracts;

import static java.util.stream.Collectors.joining;

import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/**
 * A Markdown text with generated tables of topics and records. The text between {@code <!-- table:
 * topics -->} or {@code <!-- table: SensorEvent -->} and {@code <!-- end -->} is generated from
 * {@code topics.properties} and the schemas.
 */
record ContractDocument(String text) {

  private static final Pattern TABLE =
      Pattern.compile("<!-- table: (\\S+) -->\n.*?<!-- end -->", Pattern.DOTALL);
  private static final String DEFAULT_MAX_MESSAGE_BYTES = "1048588";

  static String marker(String table) {
    return "<!-- table: " + table + " -->";
  }

  /** Returns the text with all tables generated again. */
  String withGeneratedTables() {
    return TABLE.matcher(text).replaceAll(ContractDocument::table);
  }

  private static String table(MatchResult found) {
    String name = found.group(1);
    String table = name.equals("topics") ? topics() : record(name);
    return Matcher.quoteReplacement(marker(name) + "\n" + table + "<!-- end -->");
  }

  private static String topics() {
    return "| topic | value | partitions | retention | cleanup policy | timestamp type | largest batch |\n"
        + "|---|---|---|---|---|---|---|\n"
        + Topics.all().stream().map(ContractDocument::topic).collect(joining());
  }

  private static String topic(Topic topic) {
    Map<String, String> config = topic.config();
    return row(
        "`" + topic.name() + "`",
        "`" + topic.schema().getName() + "`",
        String.valueOf(topic.partitions()),
        retention(config.get("retention.ms")),
        config.get("cleanup.policy"),
        config.get("message.timestamp.type"),
        config.getOrDefault("max.message.bytes", DEFAULT_MAX_MESSAGE_BYTES) + " bytes");
  }

  private static String retention(String ms) {
    return ms == null
        ? "the newest of each key"
        : Duration.ofMillis(Long.parseLong(ms)).toDays() + " days";
  }

  private static String record(String name) {
    Schema schema =
        Topics.all().stream()
            .map(Topic::schema)
            .filter(each -> each.getName().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no record " + name));
    return schema.getDoc()
        + "\n\n| field | type | meaning, unit |\n|---|---|---|\n"
        + schema.getFields().stream()
            .map(field -> row("`" + field.name() + "`", type(field), field.doc()))
            .collect(joining());
  }

  private static String type(Schema.Field field) {
    String type = type(field.schema());
    if (!field.hasDefaultValue()) {
      return type;
    }
    boolean isNull = field.defaultVal() == JsonProperties.NULL_VALUE;
    return type + ", default " + (isNull ? "null" : field.defaultVal());
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> schema.getTypes().stream().map(ContractDocument::type).collect(joining(" or "));
      case MAP -> "map of string to " + type(schema.getValueType());
      case ARRAY -> "array of " + type(schema.getElementType());
      default -> {
        String type = schema.getType().getName();
        yield schema.getLogicalType() == null
            ? type
            : type + " (" + schema.getLogicalType().getName() + ")";
      }
    };
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells).replace("\n", " ") + " |\n";
  }
}
