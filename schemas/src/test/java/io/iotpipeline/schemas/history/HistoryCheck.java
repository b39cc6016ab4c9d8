package io.iotpipeline.schemas.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The build's check of a changed schema: its newest form is published in the history, and it reads
 * what every older one wrote (BACKWARD_TRANSITIVE, as in the registry).
 *
 * @param current folder of the schemas of today, {@code <Record>.avsc}
 * @param history all their published forms
 */
record HistoryCheck(Path current, SchemaHistory history) {

  /** What is wrong, and what to do about it; empty when all is well. */
  List<String> problems() throws IOException {
    List<String> problems = new ArrayList<>(history.problems());
    for (String record : records()) {
      Schema schema = schema(record);
      List<Schema> versions = history.versions(record);
      problems.addAll(unpublished(record, schema, versions));
      problems.addAll(unreadable(record, schema, versions));
    }
    return problems;
  }

  /** The names of all records of today. */
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
                + ".avsc is not the newest of its history: add "
                + next
                + ", a copy of src/main/avro/"
                + record
                + ".avsc");
  }

  /** Also in docs, as the registry sees it. */
  private static boolean isSame(Schema published, Schema schema) {
    return published.toString().equals(schema.toString());
  }

  private static List<String> unreadable(String record, Schema schema, List<Schema> versions) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      String version = "history/" + record + "/v" + (i + 1) + ".avsc";
      for (String obstacle : Readability.obstacles(schema, versions.get(i))) {
        problems.add(
            record
                + ".avsc cannot read what "
                + version
                + " wrote, "
                + obstacle
                + " (new fields need a default; names, types and logical types stay)");
      }
    }
    return problems;
  }
}
