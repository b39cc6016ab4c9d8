package io.iotpipeline.cli.command.query;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cassandra.RowPrinter;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.option.TimeRangeOptions;
import io.iotpipeline.producer.options.OptionConverters;
import io.iotpipeline.schemas.AlertSeverity;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the alerts of a sensor. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    description = "Shows the alerts of a sensor, newest first.",
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline query alerts sensor-00042 --from 7d"})
final class QueryAlertsCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "SENSOR", description = "The sensor's id.")
  private String sensor;

  @Mixin private TimeRangeOptions timeRange;

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "Only alerts of this severity: ${COMPLETION-CANDIDATES} (default: both).")
  private AlertSeverity severity;

  @Option(
      names = "--limit",
      defaultValue = "100",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Maximum number of rows (default ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  QueryAlertsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (CqlSession session = CassandraSession.open(context.pipeline())) {
      String severityFilter = severity == null ? "" : " AND severity = '" + severity + "'";
      // severity is not a key column, so it needs filtering; that reads one partition only, which
      // holds the few alerts of a sensor.
      ResultSet rows =
          session.execute(
              "SELECT event_time, metric, kind, severity, observed, expected, score, detail,"
                  + " event_id FROM iot.sensor_alerts"
                  + " WHERE sensor_id = ? AND event_time >= ? AND event_time < ?"
                  + severityFilter
                  + " LIMIT ? ALLOW FILTERING",
              sensor,
              timeRange.from(),
              timeRange.to(),
              limit);
      new RowPrinter(context.out(), context.columns(), json)
          .leavingOut("event_id", "score", "detail")
          .print(rows, limit);
      return 0;
    }
  }
}
