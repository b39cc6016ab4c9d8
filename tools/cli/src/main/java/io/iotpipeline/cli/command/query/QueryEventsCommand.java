package io.iotpipeline.cli.command.query;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cassandra.RowPrinter;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.producer.options.OptionConverters;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the readings of a sensor on one day. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = "Shows the readings of a sensor on one day, newest first.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./pipeline query events sensor-00042",
      "  ./pipeline query events sensor-00042 --day 2020-07-13 --limit 500 --json"
    })
final class QueryEventsCommand implements Callable<Integer> {

  /** The partitions of a day: hour 0 with day buckets, hours 0 to 23 with hour buckets. */
  private static final List<Integer> HOURS = IntStream.range(0, 24).boxed().toList();

  private final Context context;

  @Parameters(paramLabel = "SENSOR", description = "The sensor's id.")
  private String sensor;

  @Option(
      names = "--day",
      paramLabel = "DAY",
      converter = OptionConverters.DayConverter.class,
      description =
          "The day in UTC, for example 2020-07-13 (default: the latest day with readings).")
  private LocalDate day;

  @Option(
      names = "--limit",
      defaultValue = "50",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Maximum number of rows (default ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  QueryEventsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (CqlSession session = CassandraSession.open(context.pipeline())) {
      LocalDate requested = day == null ? latestDay(session) : day;
      if (requested == null) {
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
                      requested,
                      HOURS,
                      limit)
                  // Cassandra orders the rows of several partitions only without paging. The page
                  // size of a statement cannot be 0, which means the configured size there.
                  .setExecutionProfile(
                      session
                          .getContext()
                          .getConfig()
                          .getDefaultProfile()
                          .withInt(DefaultDriverOption.REQUEST_PAGE_SIZE, 0)));
      new RowPrinter(context.out(), context.columns(), json)
          .leavingOut("sensor_id", "event_id")
          .print(rows, limit);
      return 0;
    }
  }

  /** The register is some seconds behind the readings, so the next day may have begun. */
  private LocalDate latestDay(CqlSession session) {
    Row row =
        session.execute("SELECT newest_reading FROM iot.sensors WHERE sensor_id = ?", sensor).one();
    Instant newest = row == null ? null : row.getInstant("newest_reading");
    if (newest == null) {
      return null;
    }
    LocalDate known = LocalDate.ofInstant(newest, ZoneOffset.UTC);
    LocalDate next = known.plusDays(1);
    return hasReadings(session, next) ? next : known;
  }

  private boolean hasReadings(CqlSession session, LocalDate requested) {
    return session
            .execute(
                "SELECT sensor_id FROM iot.sensor_events WHERE sensor_id = ? AND day = ? AND hour"
                    + " IN ? LIMIT 1",
                sensor,
                requested,
                HOURS)
            .one()
        != null;
  }
}
