package io.iotpipeline.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * How a table is compacted, and how many replicas acknowledge its rows, is said in its CQL, in the
 * connector's file and, for people, in a table of cassandra/README.md.
 */
@DisplayName("Compaction and consistency")
class StorageChoicesTest {

  private static final Map<String, String> CLASSES =
      Map.of(
          "SizeTieredCompactionStrategy", "size-tiered",
          "LeveledCompactionStrategy", "levelled");
  private static final Pattern README_ROW =
      Pattern.compile("^\\| `(\\w+)` \\|.*\\| ([\\w-]+) \\| `(\\w+)` \\|$", Pattern.MULTILINE);
  private static final Pattern TABLE =
      Pattern.compile(
          "(?:CREATE TABLE IF NOT EXISTS|ALTER TABLE) iot\\.(\\w+) .*'class': '(\\w+)'",
          Pattern.DOTALL);
  private static final Pattern CONSISTENCY =
      Pattern.compile("topic\\.[^.]+\\.iot\\.(\\w+)\\.consistencyLevel");

  @Test
  void are_the_same_in_the_cql_the_connectors_and_the_readme() throws Exception {
    Map<String, String> readme = new TreeMap<>();
    matches(README_ROW, Files.readString(Path.of("../../cassandra/README.md")))
        .forEach(row -> readme.put(row.group(1), row.group(2) + ", " + row.group(3)));

    Map<String, String> compactions = compactions();
    Map<String, String> consistencies = consistencies();

    assertThat(readme)
        .containsOnlyKeys("sensor_events", "hourly_aggregates", "sensor_alerts", "sensors");
    assertThat(compactions.keySet()).isEqualTo(readme.keySet());
    assertThat(consistencies.keySet()).isEqualTo(readme.keySet());
    readme.forEach(
        (table, choice) ->
            assertThat(compactions.get(table) + ", " + consistencies.get(table))
                .as(table)
                .isEqualTo(choice));
  }

  @Test
  void readings_are_written_at_one_and_aggregates_at_quorum() throws Exception {
    assertThat(consistencies())
        .containsEntry("sensor_events", "ONE")
        .containsEntry("hourly_aggregates", "QUORUM");
  }

  private static Map<String, String> compactions() throws IOException {
    Map<String, String> compactions = new HashMap<>();
    for (Migration migration : Migration.read(Path.of("../../cassandra/migrations"))) {
      for (String statement : migration.statements("{}")) {
        matches(TABLE, statement)
            .forEach(table -> compactions.put(table.group(1), CLASSES.get(table.group(2))));
      }
    }
    return compactions;
  }

  private static Map<String, String> consistencies() throws IOException {
    Map<String, String> consistencies = new HashMap<>();
    try (Stream<Path> files = Files.list(Path.of("../../connect/connectors"))) {
      for (Path file : files.toList()) {
        JsonNode config = new ObjectMapper().readTree(file.toFile()).path("config");
        for (Map.Entry<String, JsonNode> entry : config.properties()) {
          Matcher key = CONSISTENCY.matcher(entry.getKey());
          if (key.matches()) {
            consistencies.put(key.group(1), entry.getValue().asText());
          }
        }
      }
    }
    return consistencies;
  }

  private static List<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }
}
