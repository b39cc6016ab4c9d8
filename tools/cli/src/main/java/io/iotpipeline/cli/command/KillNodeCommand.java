package io.iotpipeline.cli.command;

import io.iotpipeline.cli.PipelineMain;
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

  @Mixin private NodeNumber node;

  @Override
  public Integer call() {
    return KillCommand.kill(node.in(PipelineMain.settingsOfThisMachine()));
  }
}
