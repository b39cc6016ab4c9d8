package io.iotpipeline.local.command;

import io.iotpipeline.local.PipelineMain;
import io.iotpipeline.local.stack.Cassandra;
import io.iotpipeline.local.stack.Stack;
import io.iotpipeline.local.stack.StackSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts one node again. */
@Command(
    name = "start-node",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a node that was killed or stopped.",
      "Waits until it answers CQL and all nodes that run see it up and normal. The others then hand",
      "it what it has missed (hints, for three hours)."
    })
final class StartNodeCommand implements Callable<Integer> {

  @Mixin private NodeNumber node;

  @Override
  public Integer call() {
    StackSettings settings = PipelineMain.settingsOfThisMachine();
    Cassandra server = node.in(settings);
    if (!server.hasJoined()) {
      System.err.println(server.name() + " has never been up: ./pipeline up starts it");
      return 1;
    }
    if (server.isRunning()) {
      System.out.printf("%-13s runs already%n", server.name());
    }
    new Stack(settings, System.out).startAlone(server);
    return 0;
  }
}
