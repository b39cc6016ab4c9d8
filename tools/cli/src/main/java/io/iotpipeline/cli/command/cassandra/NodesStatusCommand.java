package io.iotpipeline.cli.command.cassandra;

import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Cassandra;
import io.iotpipeline.devstack.server.NodeTool;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows the state of the Cassandra nodes. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the state of the nodes (nodetool status).",
      "As the first running node sees it. Exit code 0 if every node is UN (up and normal), else 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline cassandra status"})
final class NodesStatusCommand implements Callable<Integer> {

  private final Context context;

  NodesStatusCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    DevStackConfig config = context.devStack();
    List<Cassandra> nodes = Cassandra.all(config);
    Cassandra running = nodes.stream().filter(Cassandra::isRunning).findFirst().orElse(null);
    if (running == null) {
      context.err().println("No Cassandra node is running: start them with ./pipeline up");
      return 1;
    }
    String status = new NodeTool(config, running).output(List.of("status", "iot"));
    context.out().print(status);
    List<String> stopped =
        nodes.stream().filter(node -> !node.isRunning()).map(Cassandra::name).toList();
    if (!stopped.isEmpty()) {
      // nodetool shows a killed node as up for about ten seconds more.
      context.out().println(String.join(", ", stopped) + ": no process");
      return 1;
    }
    return upAndNormal(status) == nodes.size() ? 0 : 1;
  }

  /** Number of nodes that nodetool status shows as up and normal. */
  static long upAndNormal(String status) {
    return status.lines().filter(line -> line.startsWith("UN ")).count();
  }
}
