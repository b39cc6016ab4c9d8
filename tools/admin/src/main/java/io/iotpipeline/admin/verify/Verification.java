package io.iotpipeline.admin.verify;

import io.iotpipeline.admin.cluster.Pipeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks the guarantees of the pipeline against the contents of topics and tables. The result is
 * meaningful for a pipeline at rest: while events arrive, the counts belong to different moments.
 *
 * @param counts number of records and rows, by topic and table
 * @param rejectedByReason number of quarantined records, by reason
 * @param checks one per guarantee
 */
public record Verification(
    Map<String, Long> counts, Map<String, Long> rejectedByReason, List<Check> checks) {

  private static final String EXPIRED =
      "rows of sensor_events have a TTL (up --event-ttl) and some may have expired";

  /**
   * @param name the guarantee
   * @param ok whether it holds
   * @param detail what was compared and what differs
   */
  public record Check(String name, boolean ok, String detail) {}

  public boolean ok() {
    return checks.stream().allMatch(Check::ok);
  }

  public static Verification run(Pipeline pipeline) {
    TopicCounts topics = TopicCounts.read(pipeline);
    DistinctCount alerts = AlertCounts.read(pipeline);
    TableCounts tables = TableCounts.read(pipeline);

    RegisterCounts register = RegisterCounts.read(pipeline, topics.newestReadings(), Instant.now());
    boolean expired = pipeline.eventTtl().mayHaveExpired(Instant.now());

    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("sensor-events", topics.input());
    counts.put("validated-events", topics.validated());
    counts.put("rejected-events", topics.rejected());
    counts.put("hourly-aggregates", topics.aggregates());
    counts.put("sensor-alerts", alerts.count().records());
    counts.put("sensor_events rows", tables.events());
    counts.put("hourly_aggregates rows", tables.hours());
    counts.put("sensor_alerts rows", tables.alerts());
    counts.put("sensors rows", register.rows());
    return new Verification(
        counts,
        topics.reasons(),
        List.of(
            noEventLostOrDuplicated(topics),
            rowsEqualEvents(topics, tables, expired),
            aggregatesEqualRecomputed(tables, expired),
            rowsEqualAlerts(alerts, tables),
            registerAgrees(register)));
  }

  private static Check noEventLostOrDuplicated(TopicCounts topics) {
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

  private static Check rowsEqualEvents(TopicCounts topics, TableCounts tables, boolean expired) {
    boolean sameNumber = topics.distinctValidated() == tables.events();
    boolean sameIds = topics.validatedIds().sameAs(tables.ids());
    String detail =
        "%d ids in %d events, %d rows"
            .formatted(topics.distinctValidated(), topics.validated(), tables.events());
    if (expired && tables.events() < topics.distinctValidated()) {
      detail += "; " + EXPIRED + ", so the rows can no longer be compared";
    } else if (sameNumber && !sameIds) {
      detail += ", but the ids differ";
    }
    return new Check("validated ids = rows of sensor_events", sameNumber && sameIds, detail);
  }

  private static Check aggregatesEqualRecomputed(TableCounts tables, boolean expired) {
    List<String> details = new ArrayList<>();
    details.add(
        "%d rows, %d recomputed, %d differ"
            .formatted(
                tables.hours(),
                tables.aggregates().expectedHours(),
                tables.aggregates().wrongHours()));
    boolean ok =
        tables.aggregates().wrongHours() == 0
            && tables.hours() == tables.aggregates().expectedHours();
    if (expired && !ok) {
      details.add(EXPIRED + ", so their hours can no longer be recomputed");
    } else {
      details.addAll(tables.aggregates().differences());
    }
    return new Check(
        "rows of hourly_aggregates = recomputed from sensor_events",
        ok,
        String.join("; ", details));
  }

  private static Check registerAgrees(RegisterCounts register) {
    return new Check(
        "register = sensors of validated-events, with rows of sensors",
        register.agrees(),
        "%d sensors, %d rows, %d differ, %d missing, %d outdated"
            .formatted(
                register.sensors(),
                register.rows(),
                register.differentRows(),
                register.missing(),
                register.outdated()));
  }

  private static Check rowsEqualAlerts(DistinctCount alerts, TableCounts tables) {
    boolean sameNumber = alerts.distinct() == tables.alerts();
    boolean sameIds = alerts.ids().sameAs(tables.alertIds());
    String detail =
        "%d distinct in %d alerts, %d rows"
            .formatted(alerts.distinct(), alerts.count().records(), tables.alerts());
    if (alerts.count().expired() > 0) {
      detail +=
          "; retention has removed %d alerts, but their rows remain"
              .formatted(alerts.count().expired());
    } else if (sameNumber && !sameIds) {
      detail += ", but the alerts differ";
    }
    return new Check(
        "alerts of sensor-alerts = rows of sensor_alerts", sameNumber && sameIds, detail);
  }
}
