package io.iotpipeline.cli.command;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cassandra.RowPrinter;
import io.iotpipeline.cli.PipelineMain;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Executes one CQL statement. */
@Command(
    name = "cql",
    mixinStandardHelpOptions = true,
    description = "Executes one CQL statement and prints its rows.")
public final class CqlCommand implements Callable<Integer> {

  @Parameters(paramLabel = "CQL", description = "The statement, in quotes.")
  private String cql;

  @Option(
      names = "--json",
      description = "One JSON object a row: timestamps in ISO-8601 UTC, doubles in full.")
  private boolean json;

  @Override
  public Integer call() {
    try (CqlSession session = CassandraSession.open(PipelineMain.settings())) {
      new RowPrinter(System.out, json).print(session.execute(cql));
      return 0;
    } catch (QueryValidationException e) {
      System.err.println("Cassandra refuses the statement: " + e.getMessage());
      return 1;
    }
  }
}
