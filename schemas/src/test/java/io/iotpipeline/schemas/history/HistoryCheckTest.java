package io.iotpipeline.schemas.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that the check fails when it should, on a history of one record. */
class HistoryCheckTest {

  private static final String ID = field("id", "\"string\"");
  private static final String COUNT = field("count", "\"int\"");
  private static final String TIME =
      field("time", "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}");
  private static final String MODE =
      field("mode", "{\"type\": \"enum\", \"name\": \"Mode\", \"symbols\": [\"ON\", \"OFF\"]}");
  private static final String NOTE =
      "{\"name\": \"note\", \"type\": \"string\", \"default\": \"\"}";
  private static final String V1 = record(ID, COUNT, TIME, MODE);

  @TempDir Path folder;

  @BeforeEach
  void publish_the_first_version() throws Exception {
    Files.createDirectories(folder.resolve("avro"));
    Files.createDirectories(folder.resolve("history/Thing"));
    publish(1, V1);
    change(V1);
  }

  @Test
  void an_unchanged_schema_passes() throws Exception {
    assertThat(problems()).isEmpty();
  }

  @Test
  void a_new_field_with_a_default_passes_once_it_is_published() throws Exception {
    String changed = record(ID, NOTE, COUNT, TIME, MODE);
    change(changed);

    publish(2, changed);

    assertThat(problems()).isEmpty();
  }

  @Test
  void a_change_that_is_not_published_names_the_file_to_add() throws Exception {
    change(record(ID, COUNT, TIME, MODE, NOTE));

    assertThat(problems()).singleElement().asString().contains("add history/Thing/v2.avsc");
  }

  @Test
  void a_new_record_names_the_file_to_add() throws Exception {
    write("avro/Other.avsc", V1.replace("Thing", "Other"));

    assertThat(problems()).singleElement().asString().contains("add history/Other/v1.avsc");
  }

  @Test
  void an_edited_published_version_is_reported() throws Exception {
    String changed = record(ID, NOTE, COUNT, TIME, MODE);
    change(changed);

    write("history/Thing/v1.avsc", changed);

    assertThat(problems())
        .singleElement()
        .asString()
        .contains("history/Thing/v1.avsc is published and was edited");
  }

  @Test
  void a_deleted_published_version_is_reported() throws Exception {
    Files.delete(folder.resolve("history/Thing/v1.avsc"));

    assertThat(problems())
        .anySatisfy(problem -> assertThat(problem).contains("v1.avsc", "missing"));
  }

  @Test
  void a_version_without_checksum_is_reported_with_the_line_to_add() throws Exception {
    String changed = record(ID, COUNT, TIME, MODE, NOTE);
    change(changed);

    write("history/Thing/v2.avsc", changed);

    assertThat(problems())
        .singleElement()
        .asString()
        .contains("SHA256SUMS", sha256(changed) + "  Thing/v2.avsc");
  }

  @Test
  void a_gap_between_versions_is_reported() throws Exception {
    publish(3, V1);

    assertThat(problems()).singleElement().asString().contains("history/Thing/v2.avsc is missing");
  }

  @Test
  void a_new_field_without_default_cannot_read_old_data() throws Exception {
    assertIncompatible(record(ID, COUNT, TIME, MODE, field("note", "\"string\"")), "note");
  }

  @Test
  void a_renamed_field_cannot_read_old_data() throws Exception {
    assertIncompatible(record(ID, field("number", "\"int\""), TIME, MODE), "number");
  }

  @Test
  void a_narrowed_type_cannot_read_old_data() throws Exception {
    assertIncompatible(record(ID, field("count", "\"boolean\""), TIME, MODE), "/fields/1/type");
  }

  @Test
  void a_new_enum_without_default_cannot_read_old_data() throws Exception {
    String level = field("level", "{\"type\": \"enum\", \"name\": \"L\", \"symbols\": [\"A\"]}");

    assertIncompatible(record(ID, COUNT, TIME, MODE, level), "level");
  }

  @Test
  void an_enum_that_lost_a_symbol_cannot_read_old_data() throws Exception {
    assertIncompatible(V1.replace(", \"OFF\"", ""), "OFF");
  }

  @Test
  void a_renamed_record_cannot_read_old_data() throws Exception {
    assertIncompatible(V1.replace("Thing", "Item"), "NAME_MISMATCH");
  }

  @Test
  void a_time_with_another_unit_is_incompatible() throws Exception {
    assertIncompatible(V1.replace("timestamp-millis", "timestamp-micros"), "LOGICAL_TYPE of time");
  }

  @Test
  void a_wider_type_reads_old_data() throws Exception {
    String wider = record(ID, field("count", "\"long\""), TIME, MODE);
    change(wider);

    publish(2, wider);

    assertThat(problems()).isEmpty();
  }

  @Test
  void all_older_versions_must_be_readable_not_only_the_newest() throws Exception {
    publish(2, record(ID, TIME, MODE));
    String changed =
        record(ID, TIME, MODE, "{\"name\": \"count\", \"type\": \"boolean\", \"default\": false}");
    publish(3, changed);

    change(changed);

    assertThat(problems()).singleElement().asString().contains("v1.avsc", "/fields/3/type");
  }

  private void assertIncompatible(String changed, String what) throws Exception {
    change(changed);
    publish(2, changed);

    assertThat(problems())
        .isNotEmpty()
        .allSatisfy(
            problem -> assertThat(problem).contains("cannot read data of history/Thing/v1.avsc"))
        .anySatisfy(problem -> assertThat(problem).contains(what));
  }

  private List<String> problems() throws IOException {
    SchemaHistory history = new SchemaHistory(folder.resolve("history"));
    return new HistoryCheck(folder.resolve("avro"), history).problems();
  }

  private void change(String schema) throws IOException {
    write("avro/Thing.avsc", schema);
  }

  private void publish(int version, String schema) throws Exception {
    String file = "Thing/v" + version + ".avsc";
    write("history/" + file, schema);
    Files.writeString(
        folder.resolve("history/SHA256SUMS"),
        sha256(schema) + "  " + file + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private static String sha256(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static String record(String... fields) {
    return "{\"type\": \"record\", \"name\": \"Thing\", \"fields\": ["
        + String.join(", ", fields)
        + "]}";
  }

  private static String field(String name, String type) {
    return "{\"name\": \"" + name + "\", \"type\": " + type + "}";
  }
}
