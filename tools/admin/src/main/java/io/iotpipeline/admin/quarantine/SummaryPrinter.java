package io.iotpipeline.admin.quarantine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.admin.format.TextTable;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map.Entry;

/** Prints a summary as tables for people or as one JSON object for programs. */
public final class SummaryPrinter {

  private final PrintStream out;
  private final int sensorLimit;

  /**
   * @param sensorLimit maximum number of sensors to print
   */
  public SummaryPrinter(PrintStream out, int sensorLimit) {
    this.out = out;
    this.sensorLimit = sensorLimit;
  }

  public void printText(QuarantineSummary summary) {
    QuarantineCount total = summary.total();
    if (total.records() == 0) {
      out.println("No such record is in quarantine.");
      return;
    }
    table("REASON", summary.byReason());
    out.println();
    List<Entry<String, QuarantineCount>> sensors = summary.bySensor();
    table("SENSOR", sensors.stream().limit(sensorLimit).toList());
    if (sensors.size() > sensorLimit) {
      out.printf("and %,d more (--limit)%n", sensors.size() - sensorLimit);
    }
    out.printf(
        "%n%,d records, %,d of them rejected again after a replay, %,d of them replayed%n",
        total.records(), total.rejectedAgain(), total.replayed());
  }

  public void printJson(QuarantineSummary summary) {
    ObjectNode object = counts(summary.total());
    object.set("by_reason", array("reason", summary.byReason()));
    List<Entry<String, QuarantineCount>> sensors = summary.bySensor();
    object.put("sensors", sensors.size());
    object.set("by_sensor", array("sensor", sensors.stream().limit(sensorLimit).toList()));
    out.println(object);
  }

  private void table(String what, List<Entry<String, QuarantineCount>> counts) {
    TextTable table =
        new TextTable(List.of(what, "RECORDS", "REJECTED AGAIN", "REPLAYED", "NEWEST"));
    for (Entry<String, QuarantineCount> entry : counts) {
      QuarantineCount count = entry.getValue();
      table.add(
          List.of(
              entry.getKey(),
              "" + count.records(),
              "" + count.rejectedAgain(),
              "" + count.replayed(),
              count.latest().truncatedTo(ChronoUnit.SECONDS).toString()));
    }
    table.print(out);
  }

  private static ArrayNode array(String name, List<Entry<String, QuarantineCount>> counts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    counts.forEach(entry -> array.add(counts(entry.getValue()).put(name, entry.getKey())));
    return array;
  }

  private static ObjectNode counts(QuarantineCount count) {
    ObjectNode counts =
        JsonNodeFactory.instance
            .objectNode()
            .put("records", count.records())
            .put("refused_again", count.rejectedAgain())
            .put("replayed", count.replayed());
    return count.records() == 0
        ? counts.putNull("newest")
        : counts.put("newest", count.latest().toString());
  }
}
