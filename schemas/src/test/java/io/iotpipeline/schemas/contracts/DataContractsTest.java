package io.iotpipeline.schemas.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps the tables of {@code docs/data-contracts.md} equal to what the schemas declare. */
class DataContractsTest {

  private static final Path DOCUMENT = Path.of("../docs/data-contracts.md");

  @Test
  void every_topic_and_record_is_in_the_document_as_it_is_declared() throws IOException {
    ContractDocument document = new ContractDocument(Files.readString(DOCUMENT));

    String refreshed = document.refreshed();

    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(DOCUMENT, refreshed);
    }
    assertThat(Files.readString(DOCUMENT))
        .as(
            "docs/data-contracts.md is behind the schemas; bring it up to date:"
                + " mvn -pl schemas test -Dtest=DataContractsTest -Dgolden.update=true")
        .isEqualTo(refreshed);
  }

  @Test
  void no_record_is_left_out_of_the_document() throws IOException {
    assertThat(Files.readString(DOCUMENT))
        .contains(ContractDocument.marker("topics"))
        .contains(
            Topics.all().stream()
                .map(Topic::schema)
                .map(schema -> ContractDocument.marker(schema.getName()))
                .toList());
  }

  @Test
  void a_table_that_was_edited_by_hand_is_made_anew() {
    String marker = ContractDocument.marker("SensorEvent");

    String refreshed =
        new ContractDocument("before\n" + marker + "\nnonsense\n<!-- end -->\nafter").refreshed();

    assertThat(refreshed)
        .startsWith("before\n" + marker)
        .contains("| `event_time` | long (timestamp-millis) | When the sensor took the reading")
        .doesNotContain("nonsense")
        .endsWith("<!-- end -->\nafter");
  }
}
