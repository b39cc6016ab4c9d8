package io.iotpipeline.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.admin.verify.Verification;
import io.iotpipeline.admin.verify.Verification.Check;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerificationPrinterTest {

  private static final Verification FAILED =
      new Verification(
          Map.of("sensor-events", 12L),
          Map.of("LATE", 2L),
          List.of(new Check("input", true, "12 = 10 + 2"), new Check("rows", false, "9 of 10")));

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final VerificationPrinter printer =
      new VerificationPrinter(new PrintStream(bytes, true, UTF_8));

  @Test
  void text_has_counts_checks_and_the_result() {
    printer.printText(FAILED);

    assertThat(bytes.toString(UTF_8).lines())
        .containsExactly(
            "WHAT              COUNT",
            "sensor-events     12",
            "  rejected: LATE  2",
            "",
            "ok     input: 12 = 10 + 2",
            "FAILED rows: 9 of 10",
            "verify FAILED");
  }

  @Test
  void json_has_the_same_members_as_before() throws JsonProcessingException {
    printer.printJson(FAILED);

    JsonNode json = new ObjectMapper().readTree(bytes.toString(UTF_8));
    assertThat(json.path("ok").asBoolean(true)).isFalse();
    assertThat(json.at("/counts/sensor-events").asLong()).isEqualTo(12);
    assertThat(json.at("/rejected_by_reason/LATE").asLong()).isEqualTo(2);
    assertThat(json.at("/checks/1/name").asText()).isEqualTo("rows");
    assertThat(json.at("/checks/1/ok").asBoolean(true)).isFalse();
    assertThat(json.at("/checks/1/detail").asText()).isEqualTo("9 of 10");
  }
}
