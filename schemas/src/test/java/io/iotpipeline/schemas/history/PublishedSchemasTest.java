package io.iotpipeline.schemas.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;

/**
 * Checks the current schemas against all published versions. If it fails, the message contains the
 * remedy; {@code docs/data-contracts.md} describes all steps.
 */
class PublishedSchemasTest {

  private final SchemaHistory history = new SchemaHistory(Path.of("history"));
  private final HistoryCheck check = new HistoryCheck(Path.of("src/main/avro"), history);

  @Example
  void every_schema_is_published_and_reads_all_older_versions() throws IOException {
    assertThat(check.problems()).isEmpty();
  }

  @Example
  void the_schema_of_every_topic_is_checked() throws IOException {
    assertThat(check.records())
        .containsAll(Topics.all().stream().map(topic -> topic.schema().getName()).toList());
  }

  @Property(tries = 50)
  void current_schemas_read_data_of_every_published_version(@ForAll long seed) throws IOException {
    for (String record : check.records()) {
      for (Schema version : history.versions(record)) {
        assertReads(check.schema(record), version, seed);
      }
    }
  }

  /** Does not depend on the history: it adds a field to the current schema. */
  @Property(tries = 50)
  void a_field_that_is_missing_in_an_older_version_gets_its_default(@ForAll long seed)
      throws IOException {
    Schema older = check.schema("SensorEvent");
    Schema newer = with(new Field("firmware", Schema.create(Schema.Type.STRING), "", "?"), older);

    GenericRecord read = assertReads(newer, older, seed);

    assertThat(read.get("firmware")).hasToString("?");
  }

  /** Writes random data, reads it, and compares the fields whose type is the same. */
  private static GenericRecord assertReads(Schema reader, Schema writer, long seed)
      throws IOException {
    byte[] written = bytes(writer, new RandomData(writer, 1, seed).iterator().next());
    GenericRecord expected = read(writer, writer, written);

    GenericRecord read = read(reader, writer, written);

    for (Field field : writer.getFields()) {
      Field kept = reader.getField(field.name());
      if (kept != null && kept.schema().equals(field.schema())) {
        assertThat(read.get(kept.pos())).as(field.name()).isEqualTo(expected.get(field.pos()));
      }
    }
    return read;
  }

  private static byte[] bytes(Schema schema, Object value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<>(schema).write(value, encoder);
    return out.toByteArray();
  }

  private static GenericRecord read(Schema reader, Schema writer, byte[] bytes) throws IOException {
    return new GenericDatumReader<GenericRecord>(writer, reader)
        .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }

  private static Schema with(Field first, Schema schema) {
    List<Field> fields = new ArrayList<>(List.of(first));
    schema.getFields().forEach(field -> fields.add(new Field(field, field.schema())));
    return Schema.createRecord(schema.getName(), "", schema.getNamespace(), false, fields);
  }
}
