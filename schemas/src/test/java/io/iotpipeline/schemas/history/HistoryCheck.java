package io.iotpipeline.schemas.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * Checks changed schemas at build time: the current version is published in the history, and it
 * reads the data of all older versions (BACKWARD_TRANSITIVE, as in the registry).
 *
 * @param current folder of the current schemas, {@code <Record>.avsc}
 * @param history all published versions
 */
record HistoryCheck(Path current, SchemaHistory history) {

  /** Returns each problem with its remedy; empty if there is none. */
  List<String> problems() throws IOException {
    List<String> problems = new ArrayList<>(history.problems());
    for (String record : records()) {
      Schema schema = schema(record);
      List<Schema> versions = history.versions(record);
      problems.addAll(unpublished(record, schema, versions));
      problems.addAll(incompatibilities(record, schema, versions));
    }
    return problems;
  }

  /** Names of all current records. */
  List<String> records() throws IOException {
    try (Stream<Path> files = Files.list(current)) {
      return files
          .map(file -> file.getFileName().toString().replace(".avsc", ""))
          .sorted()
          .toList();
    }
  }

  Schema schema(String record) throws IOException {
    return new Schema.Parser().parse(current.resolve(record + ".avsc").toFile());
  }

  private static List<String> unpublished(String record, Schema schema, List<Schema> versions) {
    boolean isPublished = !versions.isEmpty() && isSame(versions.get(versions.size() - 1), schema);
    String next = "history/" + record + "/v" + (versions.size() + 1) + ".avsc";
    return isPublished
        ? List.of()
        : List.of(
            record
                + ".avsc differs from its newest published version: add "
                + next
                + ", a copy of src/main/avro/"
                + record
                + ".avsc");
  }

  /** Compares docs too, as the registry does. */
  private static boolean isSame(Schema published, Schema schema) {
    return published.toString().equals(schema.toString());
  }

  private static List<String> incompatibilities(
      String record, Schema schema, List<Schema> versions) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      String version = "history/" + record + "/v" + (i + 1) + ".avsc";
      for (String problem : Readability.problems(schema, versions.get(i))) {
        problems.add(
            record
                + ".avsc cannot read data of "
                + version
                + ": "
                + problem
                + " (a new field needs a default; names, types and logical types must not change)");
      }
    }
    return problems;
  }
}
