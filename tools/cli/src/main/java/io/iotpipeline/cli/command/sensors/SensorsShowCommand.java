package io.iotpipeline.cli.command.sensors;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cassandra.RowPrinter;
import io.iotpipeline.cli.context.Context;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one sensor of the register. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows all that the register has of a sensor.",
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline sensors show sensor-00042"})
final class SensorsShowCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "SENSOR", description = "The sensor's id.")
  private String sensor;

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  SensorsShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (CqlSession session = CassandraSession.open(context.pipeline())) {
      ResultSet rows =
          session.execute(
              "SELECT sensor_id, name, place, owner, kind, tags, state, state_since, first_heard,"
                  + " last_heard, newest_reading, readings, units, expected_interval_ms,"
                  + " interval_source FROM iot.sensors WHERE sensor_id = ?",
              sensor);
      if (rows.getAvailableWithoutFetching() == 0) {
        context.err().println("Sensor " + sensor + " is not in the register.");
        return 1;
      }
      // A width of one column: as lines of name and value.
      new RowPrinter(context.out(), 1, json).print(rows);
      return 0;
    }
  }
}
