package io.iotpipeline.cli.command;

import io.iotpipeline.cli.PipelineMain;
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

  @Override
  public Integer call() throws IOException, InterruptedException {
    DevStackConfig settings = PipelineMain.settingsOfThisMachine();
    List<Cassandra> nodes = Cassandra.all(settings);
    Cassandra asked = nodes.stream().filter(Cassandra::isRunning).findFirst().orElse(null);
    if (asked == null) {
      System.err.println("No Cassandra node runs: ./pipeline up");
      return 1;
    }
    String status = new NodeTool(settings, asked).output(List.of("status", "iot"));
    System.out.print(status);
    List<String> ended =
        nodes.stream().filter(node -> !node.isRunning()).map(Cassandra::name).toList();
    if (!ended.isEmpty()) {
      // The others notice a killed node after some ten seconds.
      System.out.println(String.join(", ", ended) + ": no process");
      return 1;
    }
    return upAndNormal(status) == nodes.size() ? 0 : 1;
  }

  /** How many of its lines are about a node that is up and normal. */
  static long upAndNormal(String status) {
    return status.lines().filter(line -> line.startsWith("UN ")).count();
  }
}
