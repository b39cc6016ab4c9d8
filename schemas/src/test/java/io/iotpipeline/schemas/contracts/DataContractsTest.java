package io.iotpipeline.schemas.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Compares the tables in {@code docs/data-contracts.md} with the declared topics and schemas. */
class DataContractsTest {

  private static final Path DOCUMENT = Path.of("../docs/data-contracts.md");

  @Test
  void tables_of_the_document_match_the_declarations() throws IOException {
    ContractDocument document = new ContractDocument(Files.readString(DOCUMENT));

    String generated = document.withGeneratedTables();

    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(DOCUMENT, generated);
    }
    assertThat(Files.readString(DOCUMENT))
        .as(
            "docs/data-contracts.md is outdated; update it with:"
                + " mvn -pl schemas test -Dtest=DataContractsTest -Dgolden.update=true")
        .isEqualTo(generated);
  }

  @Test
  void the_document_has_a_table_for_each_record() throws IOException {
    assertThat(Files.readString(DOCUMENT))
        .contains(ContractDocument.marker("topics"))
        .contains(
            Topics.all().stream()
                .map(Topic::schema)
                .map(schema -> ContractDocument.marker(schema.getName()))
                .toList());
  }

  @Test
  void a_manually_edited_table_is_generated_again() {
    String marker = ContractDocument.marker("SensorEvent");

    String generated =
        new ContractDocument("before\n" + marker + "\nnonsense\n<!-- end -->\nafter")
            .withGeneratedTables();

    assertThat(generated)
        .startsWith("before\n" + marker)
        .contains("| `event_time` | long (timestamp-millis) | When the sensor took the reading")
        .doesNotContain("nonsense")
        .endsWith("<!-- end -->\nafter");
  }
}
