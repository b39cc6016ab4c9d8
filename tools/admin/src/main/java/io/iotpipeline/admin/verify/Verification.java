package io.iotpipeline.admin.verify;

import io.iotpipeline.admin.cluster.Pipeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The promises of the pipeline held against what topics and tables hold. It is about a pipeline at
 * rest: while events arrive, the counts are of different moments.
 *
 * @param counts how many there are of what
 * @param rejectedByReason the quarantine
 * @param checks each promise, and whether it holds
 */
public record Verification(
    Map<String, Long> counts, Map<String, Long> rejectedByReason, List<Check> checks) {

  private static final String ENDED =
      "readings have a limited life (up --event-ttl), and some may have ended by now";

  /**
   * @param name the promise
   * @param ok whether it holds
   * @param detail what was compared, and what differs
   */
  public record Check(String name, boolean ok, String detail) {}

  public boolean ok() {
    return checks.stream().allMatch(Check::ok);
  }

  public static Verification run(Pipeline pipeline) {
    TopicCounts topics = TopicCounts.read(pipeline);
    AlertCounts alerts = AlertCounts.read(pipeline);
    TableCounts tables = TableCounts.read(pipeline);

    boolean ended = pipeline.eventTtl().mayHaveEnded(Instant.now());

    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("sensor-events", topics.input());
    counts.put("validated-events", topics.validated());
    counts.put("rejected-events", topics.rejected());
    counts.put("hourly-aggregates", topics.aggregates());
    counts.put("sensor-alerts", alerts.records());
    counts.put("sensor_events rows", tables.events());
    counts.put("hourly_aggregates rows", tables.hours());
    counts.put("sensor_alerts rows", tables.alerts());
    return new Verification(
        counts,
        topics.reasons(),
        List.of(
            nothingLostOrTwice(topics),
            rowsAreTheEvents(topics, tables, ended),
            aggregatesAgree(tables, ended),
            rowsAreTheAlerts(alerts, tables)));
  }

  private static Check nothingLostOrTwice(TopicCounts topics) {
    if (topics.expired() > 0) {
      return new Check(
          "input = validated + rejected",
          false,
          "retention has removed %d records, so the topics can no longer be compared"
              .formatted(topics.expired()));
    }
    return new Check(
        "input = validated + rejected",
        topics.input() == topics.validated() + topics.rejected(),
        "%d = %d + %d".formatted(topics.input(), topics.validated(), topics.rejected()));
  }

  private static Check rowsAreTheEvents(TopicCounts topics, TableCounts tables, boolean ended) {
    boolean sameNumber = topics.distinctValidated() == tables.events();
    boolean sameIds = topics.validatedIds().sameAs(tables.ids());
    String detail =
        "%d ids in %d events, %d rows"
            .formatted(topics.distinctValidated(), topics.validated(), tables.events());
    if (ended && tables.events() < topics.distinctValidated()) {
      detail += "; " + ENDED + ", so the rows can no longer be compared";
    } else if (sameNumber && !sameIds) {
      detail += ", but not the same ids";
    }
    return new Check("validated ids = rows of sensor_events", sameNumber && sameIds, detail);
  }

  private static Check aggregatesAgree(TableCounts tables, boolean ended) {
    List<String> details = new ArrayList<>();
    details.add(
        "%d rows, %d recomputed, %d differ"
            .formatted(tables.hours(), tables.expectedHours(), tables.wrongHours()));
    boolean ok = tables.wrongHours() == 0 && tables.hours() == tables.expectedHours();
    if (ended && !ok) {
      details.add(ENDED + ", so the hours that had them can no longer be recomputed");
    } else {
      details.addAll(tables.differences());
    }
    return new Check(
        "rows of hourly_aggregates = recomputed from sensor_events",
        ok,
        String.join("; ", details));
  }

  private static Check rowsAreTheAlerts(AlertCounts alerts, TableCounts tables) {
    boolean sameNumber = alerts.distinct() == tables.alerts();
    boolean sameIds = alerts.ids().sameAs(tables.alertIds());
    String detail =
        "%d different in %d alerts, %d rows"
            .formatted(alerts.distinct(), alerts.records(), tables.alerts());
    if (alerts.expired() > 0) {
      detail += "; retention has removed %d alerts, whose rows stay".formatted(alerts.expired());
    } else if (sameNumber && !sameIds) {
      detail += ", but not the same ones";
    }
    return new Check(
        "alerts of sensor-alerts = rows of sensor_alerts", sameNumber && sameIds, detail);
  }
}
