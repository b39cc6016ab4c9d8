package io.iotpipeline.cli.command.cassandra;

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

/** Stops one Cassandra node gracefully. */
@Command(
    name = "stop-node",
    mixinStandardHelpOptions = true,
    description = {
      "Stops a node gracefully.",
      "The node stops accepting requests and writes all data to disk (nodetool drain), then exits."
          + " Exit code 1 if it is not running."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline cassandra stop-node 2"})
final class StopNodeCommand implements Callable<Integer> {

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  private final Context context;

  @Mixin private NodeNumber node;

  StopNodeCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    DevStackConfig config = context.devStack();
    Cassandra server = node.in(config);
    if (!server.isRunning()) {
      context.err().println(server.name() + " is not running");
      return 1;
    }
    int drained = new NodeTool(config, server).run(List.of("drain"));
    new ServerProcess(server).stop(STOP_TIMEOUT);
    context
        .out()
        .printf(
            "%-13s %s%n",
            server.name(), drained == 0 ? "drained and stopped" : "stopped, but not drained");
    return drained;
  }
}
