package io.iotpipeline.cli.command.cassandra;

import picocli.CommandLine.Command;

/** The verbs for the Cassandra nodes of the stack. */
@Command(
    name = "cassandra",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    description =
        "Operates the Cassandra nodes of the stack; up --cassandra-nodes sets their number.",
    subcommands = {
      NodesStatusCommand.class,
      KillNodeCommand.class,
      StartNodeCommand.class,
      StopNodeCommand.class,
      CompactionCommand.class,
      FlushCommand.class,
      NodetoolCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline cassandra status"})
public final class CassandraCommand {}
