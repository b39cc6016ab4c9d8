package io.iotpipeline.cli.command;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cassandra.RowPrinter;
import io.iotpipeline.cli.context.Context;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a sensor's alerts, the newest first. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    description = "Shows a sensor's alerts, the newest first.")
final class QueryAlertsCommand implements Callable<Integer> {

  private final Context context;

  /** What a row of sensor_alerts may say. */
  enum Severity {
    WARNING,
    CRITICAL
  }

  @Parameters(paramLabel = "SENSOR", description = "The sensor's id.")
  private String sensor;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      defaultValue = "0000-01-01T00:00:00Z",
      description = "Alerts from here on, for example 2020-07-13T00:00:00Z (default: all).")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      defaultValue = "9999-01-01T00:00:00Z",
      description = "Alerts before this (default: all).")
  private Instant to;

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "${COMPLETION-CANDIDATES} (default: both).")
  private Severity severity;

  @Option(
      names = "--limit",
      defaultValue = "100",
      paramLabel = "N",
      description = "At most so many rows (default ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "One JSON object a row.")
  private boolean json;

  QueryAlertsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (CqlSession session = CassandraSession.open(context.pipeline())) {
      String ofSeverity = severity == null ? "" : " AND severity = '" + severity + "'";
      // The severity is no part of the key; filtering reads one partition, a sensor's few alerts.
      ResultSet rows =
          session.execute(
              "SELECT event_time, metric, kind, severity, observed, expected, score, detail,"
                  + " event_id FROM iot.sensor_alerts"
                  + " WHERE sensor_id = ? AND event_time >= ? AND event_time < ?"
                  + ofSeverity
                  + " LIMIT ? ALLOW FILTERING",
              sensor,
              from,
              to,
              limit);
      new RowPrinter(context.out(), json).print(rows);
      return 0;
    }
  }
}
