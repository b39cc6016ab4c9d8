package io.iotpipeline.cli.command;

import picocli.CommandLine.Command;

/** The verbs about Cassandra's nodes. */
@Command(
    name = "cassandra",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    description = "Looks after Cassandra's nodes; up --cassandra-nodes says how many there are.",
    subcommands = {
      NodesStatusCommand.class,
      KillNodeCommand.class,
      StartNodeCommand.class,
      StopNodeCommand.class,
      CompactionCommand.class,
      FlushCommand.class,
      NodetoolCommand.class
    })
public final class CassandraCommand {}
