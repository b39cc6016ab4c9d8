package io.iotpipeline.cli.command;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cassandra.RowPrinter;
import io.iotpipeline.cli.context.Context;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a sensor's hours, the newest first. */
@Command(
    name = "hourly",
    mixinStandardHelpOptions = true,
    description = "Shows a sensor's hourly aggregates, the newest first.")
final class QueryHourlyCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "SENSOR", description = "The sensor's id.")
  private String sensor;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description = "One metric (default: all that the sensor has).")
  private String metric;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      defaultValue = "0000-01-01T00:00:00Z",
      description = "Hours from here on, for example 2020-07-13T00:00:00Z (default: all).")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      defaultValue = "9999-01-01T00:00:00Z",
      description = "Hours that start before this (default: all).")
  private Instant to;

  @Option(
      names = "--limit",
      defaultValue = "100",
      paramLabel = "N",
      description = "At most so many rows of a metric (default ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "One JSON object a row.")
  private boolean json;

  QueryHourlyCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (CqlSession session = CassandraSession.open(context.pipeline())) {
      List<String> metrics = metric == null ? metricsOf(session) : List.of(metric);
      if (metrics.isEmpty()) {
        context.err().println("Sensor " + sensor + " has no hourly aggregates.");
        return 1;
      }
      RowPrinter printer = new RowPrinter(context.out(), json);
      for (String each : metrics) {
        ResultSet rows =
            session.execute(
                "SELECT sensor_id, metric, window_start, window_end, count, sum, min, max, mean,"
                    + " stddev, first, last, revision, closed FROM iot.hourly_aggregates"
                    + " WHERE sensor_id = ? AND metric = ?"
                    + " AND window_start >= ? AND window_start < ? LIMIT ?",
                sensor,
                each,
                from,
                to,
                limit);
        printer.print(rows);
      }
      return 0;
    }
  }

  private List<String> metricsOf(CqlSession session) {
    TreeSet<String> metrics = new TreeSet<>();
    for (Row row :
        session.execute("SELECT DISTINCT sensor_id, metric FROM iot.hourly_aggregates")) {
      if (sensor.equals(row.getString("sensor_id"))) {
        metrics.add(row.getString("metric"));
      }
    }
    return List.copyOf(metrics);
  }
}
