package io.iotpipeline.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows rows of one sensor. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(events | hourly | alerts)",
    description = "Shows rows of one sensor.",
    subcommands = {QueryEventsCommand.class, QueryHourlyCommand.class, QueryAlertsCommand.class})
public final class QueryCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what of: query events, query hourly, or query alerts");
  }
}
