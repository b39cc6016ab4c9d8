package io.iotpipeline.api.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AvroReaderTest {

  /** A list of itself. */
  private static final String RECURSIVE =
      """
      {"type": "record", "name": "R", "fields": [{"name": "next", "type": ["null", "R"]}]}""";

  private static AvroReader reader(String schema) {
    return new AvroReader(new SchemaCache(id -> Optional.of(schema), System::nanoTime));
  }

  @Test
  void a_value_that_nests_deeper_than_the_stack_cannot_be_decoded() {
    int depth = 1024 * 1024;
    byte[] value = new byte[5 + depth + 1];
    Arrays.fill(value, 5, 5 + depth, (byte) 2);

    assertThat(reader(RECURSIVE).readAny(value)).isEmpty();
  }

  @Test
  void a_value_that_nests_a_little_is_decoded() {
    assertThat(reader(RECURSIVE).readAny(new byte[] {0, 0, 0, 0, 1, 2, 2, 0})).isPresent();
  }

  @Test
  void a_schema_that_nests_deeper_than_the_stack_is_none() {
    String schema =
        "{\"type\": \"array\", \"items\": ".repeat(100_000) + "\"int\"" + "}".repeat(100_000);

    assertThat(reader(schema).readAny(new byte[10])).isEmpty();
  }
}
