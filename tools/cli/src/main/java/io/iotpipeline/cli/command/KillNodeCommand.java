package io.iotpipeline.cli.command;

import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.option.NodeNumber;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Kills one node, to see what the others do. */
@Command(
    name = "kill-node",
    mixinStandardHelpOptions = true,
    description = {
      "Kills a node with SIGKILL.",
      "It can tidy up nothing, as in a crash. start-node brings it back. Exit code 1 when it does not",
      "run."
    })
final class KillNodeCommand implements Callable<Integer> {

  private final Context context;

  @Mixin private NodeNumber node;

  KillNodeCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return new KillCommand(context).kill(node.in(context.devStack()));
  }
}
