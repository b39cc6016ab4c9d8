package io.iotpipeline.cli.command.query;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cassandra.RowPrinter;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.option.TimeRangeOptions;
import io.iotpipeline.producer.options.OptionConverters;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the hourly aggregates of a sensor. */
@Command(
    name = "hourly",
    mixinStandardHelpOptions = true,
    description = "Shows the hourly aggregates of a sensor, newest first.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./pipeline query hourly sensor-00042",
      "  ./pipeline query hourly sensor-00042 --metric temperature --from 2020-07-13 --to 2020-07-14"
    })
final class QueryHourlyCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "SENSOR", description = "The sensor's id.")
  private String sensor;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description = "Name of one metric (default: all metrics of the sensor).")
  private String metric;

  @Mixin private TimeRangeOptions timeRange;

  @Option(
      names = "--limit",
      defaultValue = "100",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Maximum number of rows per metric (default ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  QueryHourlyCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (CqlSession session = CassandraSession.open(context.pipeline())) {
      List<String> known = metricsOf(session);
      if (known.isEmpty()) {
        context.err().println("Sensor " + sensor + " is not in the register.");
        return 1;
      }
      if (metric != null && !known.contains(metric)) {
        context
            .err()
            .println(
                "Sensor %s has no metric %s; it has %s"
                    .formatted(sensor, metric, String.join(", ", known)));
        return 1;
      }
      List<String> metrics = metric == null ? known : List.of(metric);
      RowPrinter printer =
          new RowPrinter(context.out(), context.columns(), json)
              .leavingOut(
                  "sensor_id",
                  "window_end",
                  "revision",
                  "closed",
                  "sum",
                  "first",
                  "last",
                  "stddev");
      for (String each : metrics) {
        ResultSet rows =
            session.execute(
                "SELECT sensor_id, metric, window_start, window_end, count, sum, min, max, mean,"
                    + " stddev, first, last, revision, closed FROM iot.hourly_aggregates"
                    + " WHERE sensor_id = ? AND metric = ?"
                    + " AND window_start >= ? AND window_start < ? LIMIT ?",
                sensor,
                each,
                timeRange.from(),
                timeRange.to(),
                limit);
        printer.print(rows, limit);
      }
      return 0;
    }
  }

  private List<String> metricsOf(CqlSession session) {
    Row row = session.execute("SELECT readings FROM iot.sensors WHERE sensor_id = ?", sensor).one();
    return row == null
        ? List.of()
        : List.copyOf(new TreeSet<>(row.getMap("readings", String.class, Double.class).keySet()));
  }
}
