package io.iotpipeline.cli.command.cassandra;

import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.option.NodeNumber;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Cassandra;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts one Cassandra node again. */
@Command(
    name = "start-node",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a node that was killed or stopped.",
      "Waits until the node answers CQL and all running nodes see it as up and normal. The other"
          + " nodes then send the writes that it has missed (hints, kept for three hours)."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline cassandra start-node 2"})
final class StartNodeCommand implements Callable<Integer> {

  private final Context context;

  @Mixin private NodeNumber node;

  StartNodeCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    DevStackConfig config = context.devStack();
    Cassandra server = node.in(config);
    if (!server.hasJoined()) {
      context.err().println(server.name() + " has never run: start it with ./pipeline up");
      return 1;
    }
    if (server.isRunning()) {
      context.out().printf("%-13s is already running%n", server.name());
    }
    new DevStack(config, context.out()).startAlone(server);
    return 0;
  }
}
