package io.iotpipeline.cli.command;

import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Cassandra;
import io.iotpipeline.devstack.server.NodeTool;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows what the nodes say of one another. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Prints nodetool status.",
      "As the first node that runs sees it. Exit code 0 when every node is UN (up and normal), else 1."
    })
final class NodesStatusCommand implements Callable<Integer> {

  private final Context context;

  NodesStatusCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    DevStackConfig config = context.devStack();
    List<Cassandra> nodes = Cassandra.all(config);
    Cassandra asked = nodes.stream().filter(Cassandra::isRunning).findFirst().orElse(null);
    if (asked == null) {
      context.err().println("No Cassandra node runs: ./pipeline up");
      return 1;
    }
    String status = new NodeTool(config, asked).output(List.of("status", "iot"));
    context.out().print(status);
    List<String> ended =
        nodes.stream().filter(node -> !node.isRunning()).map(Cassandra::name).toList();
    if (!ended.isEmpty()) {
      // The others notice a killed node after some ten seconds.
      context.out().println(String.join(", ", ended) + ": no process");
      return 1;
    }
    return upAndNormal(status) == nodes.size() ? 0 : 1;
  }

  /** How many of its lines are about a node that is up and normal. */
  static long upAndNormal(String status) {
    return status.lines().filter(line -> line.startsWith("UN ")).count();
  }
}
