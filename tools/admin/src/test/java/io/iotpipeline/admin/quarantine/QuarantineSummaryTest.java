package io.iotpipeline.admin.quarantine;

import static io.iotpipeline.admin.quarantine.Rejections.AT;
import static io.iotpipeline.admin.quarantine.Rejections.bytes;
import static io.iotpipeline.admin.quarantine.Rejections.record;
import static io.iotpipeline.admin.quarantine.Rejections.rejected;
import static io.iotpipeline.admin.quarantine.Rejections.rejectedAt;
import static io.iotpipeline.admin.quarantine.Rejections.replayOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class QuarantineSummaryTest {

  private final ReplayLedger ledger = new ReplayLedger();
  private final QuarantineSummary summary = new QuarantineSummary(ledger);

  @Test
  void counts_by_reason_and_by_sensor() {
    summary.add(record(rejected()));
    summary.add(record(rejected().setReason("LATE").setRejectedAt(AT.plusSeconds(9))));
    summary.add(record(rejected().setReason("LATE").setKey(bytes("s-2"))));

    assertThat(summary.byReason())
        .extracting(entry -> entry.getKey() + " " + entry.getValue().records())
        .containsExactly("LATE 2", "UNKNOWN_SCHEMA 1");
    assertThat(summary.bySensor())
        .extracting(entry -> entry.getKey() + " " + entry.getValue().records())
        .containsExactly("s-1 2", "s-2 1");
    assertThat(summary.total().latest()).isEqualTo(AT.plusSeconds(9));
  }

  @Test
  void counts_records_that_were_rejected_again_or_replayed() {
    ledger.add(new SourceOffset("sensor-events", 3, 1));

    summary.add(QuarantinedRecord.of(rejectedAt(1), replayOf("sensor-events/3/0")));
    summary.add(record(rejected()));

    assertThat(summary.total().records()).isEqualTo(2);
    assertThat(summary.total().rejectedAgain()).isEqualTo(1);
    assertThat(summary.total().replayed()).isEqualTo(1);
  }

  @Test
  void sensors_beyond_the_limit_are_counted_together() {
    for (int i = 0; i < QuarantineSummary.MAX_SENSORS + 5; i++) {
      summary.add(record(rejected().setKey(bytes("junk-" + i))));
    }
    summary.add(record(rejected().setKey(bytes("junk-0"))));

    assertThat(summary.bySensor()).hasSize(QuarantineSummary.MAX_SENSORS + 1);
    assertThat(summary.bySensor().get(0).getKey()).isEqualTo(QuarantineSummary.OTHERS);
    assertThat(summary.bySensor().get(0).getValue().records()).isEqualTo(5);
    assertThat(summary.bySensor().get(1).getKey()).isEqualTo("junk-0");
  }

  @Test
  void prints_the_sensors_with_the_most_records() {
    summary.add(record(rejected().setKey(bytes("s-2"))));
    summary.add(record(rejected()));
    summary.add(record(rejected()));

    String text = printed(SummaryPrinter::printText);

    assertThat(text)
        .containsPattern("UNKNOWN_SCHEMA +3 +0 +0 +2026-07-13T10:00:00Z")
        .containsPattern("s-1 +2 ")
        .doesNotContain("s-2")
        .contains("and 1 more (--limit)", "3 records, 0 of them rejected again");
  }

  @Test
  void prints_one_json_object() {
    summary.add(record(rejected()));

    String json = printed(SummaryPrinter::printJson);

    assertThat(json)
        .isEqualToIgnoringNewLines(
            """
            {"records":1,"refused_again":0,"replayed":0,"newest":"2026-07-13T10:00:00Z",\
            "by_reason":[{"records":1,"refused_again":0,"replayed":0,\
            "newest":"2026-07-13T10:00:00Z","reason":"UNKNOWN_SCHEMA"}],\
            "sensors":1,"by_sensor":[{"records":1,"refused_again":0,"replayed":0,\
            "newest":"2026-07-13T10:00:00Z","sensor":"s-1"}]}\
            """);
  }

  @Test
  void an_empty_quarantine_prints_no_table() {
    assertThat(printed(SummaryPrinter::printText)).contains("No such record");
    assertThat(printed(SummaryPrinter::printJson)).contains("\"records\":0", "\"newest\":null");
  }

  private String printed(BiConsumer<SummaryPrinter, QuarantineSummary> how) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    how.accept(new SummaryPrinter(new PrintStream(out, true, StandardCharsets.UTF_8), 1), summary);
    return out.toString(StandardCharsets.UTF_8);
  }
}
