package io.iotpipeline.cli.command.sensors;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cassandra.RowPrinter;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.producer.options.OptionConverters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the sensors of the register. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the sensors of the register, in no particular order.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./pipeline sensors list",
      "  ./pipeline sensors list --state SILENT --tag roof",
      "  ./pipeline sensors list --json --limit 1000000"
    })
final class SensorsListCommand implements Callable<Integer> {

  /** The states of a sensor. */
  enum State {
    ACTIVE,
    SILENT,
    NEVER_HEARD
  }

  private final Context context;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only sensors in this state: ${COMPLETION-CANDIDATES}.")
  private State state;

  @Option(names = "--tag", paramLabel = "TAG", description = "Only sensors with this tag.")
  private String tag;

  @Option(
      names = "--limit",
      defaultValue = "100",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Maximum number of sensors (default ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print one JSON object per sensor.")
  private boolean json;

  SensorsListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    if (state != null) {
      conditions.add("state = ?");
      values.add(state.name());
    }
    if (tag != null) {
      conditions.add("tags CONTAINS ?");
      values.add(tag);
    }
    values.add(limit);
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    // Filtering reads the whole table, which has one row for each sensor.
    String query =
        "SELECT sensor_id, state, last_heard, name, place, tags, readings, kind, owner,"
            + " state_since, first_heard, newest_reading, units, expected_interval_ms,"
            + " interval_source FROM iot.sensors"
            + where
            + " LIMIT ? ALLOW FILTERING";
    try (CqlSession session = CassandraSession.open(context.pipeline())) {
      ResultSet rows = session.execute(SimpleStatement.newInstance(query, values.toArray()));
      new RowPrinter(context.out(), context.columns(), json)
          .leavingOut(
              "interval_source",
              "units",
              "first_heard",
              "newest_reading",
              "state_since",
              "expected_interval_ms",
              "owner",
              "kind",
              "tags",
              "readings",
              "place")
          .print(rows, limit);
      return 0;
    }
  }
}
