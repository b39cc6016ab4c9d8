package io.iotpipeline.cli.command.cassandra;

import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Cassandra;
import io.iotpipeline.devstack.server.NodeTool;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows compactions, and runs them on request. */
@Command(
    name = "compaction",
    mixinStandardHelpOptions = true,
    description =
        "Shows the running and pending compactions of each node (nodetool compactionstats).",
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline cassandra compaction --run"})
final class CompactionCommand implements Callable<Integer> {

  private final Context context;

  @Option(
      names = "--run",
      description =
          "First compact all tables of keyspace iot on each node, and wait until that is done.")
  private boolean run;

  CompactionCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    DevStackConfig config = context.devStack();
    int code = 0;
    for (Cassandra node : Cassandra.all(config)) {
      context.out().println(node.name());
      NodeTool nodetool = new NodeTool(config, node);
      if (run) {
        code = Math.max(code, nodetool.run(List.of("compact", "iot")));
      }
      code = Math.max(code, nodetool.run(List.of("compactionstats")));
    }
    return code;
  }
}
