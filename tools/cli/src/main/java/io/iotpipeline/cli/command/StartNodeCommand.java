package io.iotpipeline.cli.command;

import io.iotpipeline.cli.PipelineMain;
import io.iotpipeline.cli.option.NodeNumber;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Cassandra;
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
    DevStackConfig settings = PipelineMain.settingsOfThisMachine();
    Cassandra server = node.in(settings);
    if (!server.hasJoined()) {
      System.err.println(server.name() + " has never been up: ./pipeline up starts it");
      return 1;
    }
    if (server.isRunning()) {
      System.out.printf("%-13s runs already%n", server.name());
    }
    new DevStack(settings, System.out).startAlone(server);
    return 0;
  }
}
