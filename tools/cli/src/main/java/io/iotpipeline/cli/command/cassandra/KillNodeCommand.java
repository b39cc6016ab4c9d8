package io.iotpipeline.cli.command.cassandra;

import io.iotpipeline.cli.command.KillCommand;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.option.NodeNumber;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Kills one Cassandra node, to test how the others react. */
@Command(
    name = "kill-node",
    mixinStandardHelpOptions = true,
    description = {
      "Kills a node with SIGKILL, like a crash.",
      "start-node starts it again. Exit code 1 if it is not running."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline cassandra kill-node 2"})
final class KillNodeCommand implements Callable<Integer> {

  private final Context context;

  @Mixin private NodeNumber node;

  KillNodeCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return KillCommand.kill(node.in(context.devStack()), context);
  }
}
