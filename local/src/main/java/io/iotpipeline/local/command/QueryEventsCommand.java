package io.iotpipeline.local.command;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.iotpipeline.local.PipelineMain;
import io.iotpipeline.local.tables.CassandraSession;
import io.iotpipeline.local.tables.RowPrinter;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a sensor's readings of one day, the partition of table sensor_events. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = "Shows a sensor's readings of one day, the newest first.")
final class QueryEventsCommand implements Callable<Integer> {

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

  @Override
  public Integer call() {
    try (CqlSession session = CassandraSession.open(PipelineMain.settings())) {
      LocalDate shown = day == null ? lastDay(session) : day;
      if (shown == null) {
        System.err.println("Sensor " + sensor + " has no readings.");
        return 1;
      }
      ResultSet rows =
          session.execute(
              "SELECT sensor_id, event_time, event_id, measurements FROM iot.sensor_events"
                  + " WHERE sensor_id = ? AND day = ?"
                  + " ORDER BY event_time DESC, event_id DESC LIMIT ?",
              sensor,
              shown,
              limit);
      new RowPrinter(System.out, json).print(rows);
      return 0;
    }
  }

  private LocalDate lastDay(CqlSession session) {
    LocalDate last = null;
    for (Row row : session.execute("SELECT DISTINCT sensor_id, day FROM iot.sensor_events")) {
      LocalDate found = row.getLocalDate("day");
      if (sensor.equals(row.getString("sensor_id")) && (last == null || found.isAfter(last))) {
        last = found;
      }
    }
    return last;
  }
}
