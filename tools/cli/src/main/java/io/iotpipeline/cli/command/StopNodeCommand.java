package io.iotpipeline.cli.command;

import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.option.NodeNumber;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Cassandra;
import io.iotpipeline.devstack.server.NodeTool;
import io.iotpipeline.devstack.server.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops one node in order. */
@Command(
    name = "stop-node",
    mixinStandardHelpOptions = true,
    description = {
      "Stops a node in order.",
      "It takes no more requests and writes all to disk (nodetool drain), then ends. Exit code 1 when",
      "it does not run."
    })
final class StopNodeCommand implements Callable<Integer> {

  private final Context context;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Mixin private NodeNumber node;

  StopNodeCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    DevStackConfig config = context.devStack();
    Cassandra server = node.in(config);
    if (!server.isRunning()) {
      context.err().println(server.name() + " does not run");
      return 1;
    }
    int drained = new NodeTool(config, server).run(List.of("drain"));
    new ServerProcess(server).stop(PATIENCE);
    context
        .out()
        .printf(
            "%-13s %s%n",
            server.name(), drained == 0 ? "drained and stopped" : "stopped undrained");
    return drained;
  }
}
