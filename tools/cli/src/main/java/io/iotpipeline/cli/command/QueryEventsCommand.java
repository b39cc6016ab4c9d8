package io.iotpipeline.cli.command;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cassandra.RowPrinter;
import io.iotpipeline.cli.context.Context;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a sensor's readings of one day. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = "Shows a sensor's readings of one day, the newest first.")
final class QueryEventsCommand implements Callable<Integer> {

  private final Context context;

  /** All partitions of a day: one where it is kept as a whole, else one an hour. */
  private static final List<Integer> HOURS = IntStream.range(0, 24).boxed().toList();

  @Parameters(paramLabel = "SENSOR", description = "The sensor's id.")
  private String sensor;

  @Option(
      names = "--day",
      paramLabel = "yyyy-MM-dd",
      description = "The day, in UTC (default: the last day with readings).")
  private LocalDate day;

  @Option(
      names = "--limit",
      defaultValue = "50",
      paramLabel = "N",
      description = "At most so many rows (default ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "One JSON object a row.")
  private boolean json;

  QueryEventsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (CqlSession session = CassandraSession.open(context.pipeline())) {
      LocalDate shown = day == null ? lastDay(session) : day;
      if (shown == null) {
        context.err().println("Sensor " + sensor + " has no readings.");
        return 1;
      }
      ResultSet rows =
          session.execute(
              SimpleStatement.newInstance(
                      "SELECT sensor_id, event_time, event_id, measurements FROM iot.sensor_events"
                          + " WHERE sensor_id = ? AND day = ? AND hour IN ?"
                          + " ORDER BY event_time DESC, event_id DESC LIMIT ?",
                      sensor,
                      shown,
                      HOURS,
                      limit)
                  // Rows of several partitions come in order only without pages. A page size of
                  // the statement can't say that: none there means the configured one.
                  .setExecutionProfile(
                      session
                          .getContext()
                          .getConfig()
                          .getDefaultProfile()
                          .withInt(DefaultDriverOption.REQUEST_PAGE_SIZE, 0)));
      new RowPrinter(context.out(), json).print(rows);
      return 0;
    }
  }

  private LocalDate lastDay(CqlSession session) {
    LocalDate last = null;
    for (Row row : session.execute("SELECT DISTINCT sensor_id, day, hour FROM iot.sensor_events")) {
      LocalDate found = row.getLocalDate("day");
      if (sensor.equals(row.getString("sensor_id")) && (last == null || found.isAfter(last))) {
        last = found;
      }
    }
    return last;
  }
}
