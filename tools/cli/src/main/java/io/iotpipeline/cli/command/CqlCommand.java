package io.iotpipeline.cli.command;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cassandra.RowPrinter;
import io.iotpipeline.cli.context.Context;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Executes one CQL statement. */
@Command(
    name = "cql",
    mixinStandardHelpOptions = true,
    description = "Executes one CQL statement and prints its rows.",
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline cql \"SELECT * FROM iot.sensor_events LIMIT 5\""})
public final class CqlCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "CQL", description = "The statement, quoted for the shell.")
  private String cql;

  @Option(
      names = "--json",
      description =
          "Print one JSON object per row, with timestamps in ISO-8601 UTC and doubles in full"
              + " precision.")
  private boolean json;

  public CqlCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (CqlSession session = CassandraSession.open(context.pipeline())) {
      new RowPrinter(context.out(), context.columns(), json).print(session.execute(cql));
      return 0;
    } catch (QueryValidationException e) {
      context.err().println("Cassandra rejects the statement: " + e.getMessage());
      return 1;
    }
  }
}
