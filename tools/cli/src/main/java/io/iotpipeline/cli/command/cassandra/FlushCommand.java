package io.iotpipeline.cli.command.cassandra;

import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Cassandra;
import io.iotpipeline.devstack.server.NodeTool;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Makes each node write its memtables to SSTables. */
@Command(
    name = "flush",
    mixinStandardHelpOptions = true,
    description =
        "Makes each node write the memtables of keyspace iot to SSTables (nodetool flush).",
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline cassandra flush"})
final class FlushCommand implements Callable<Integer> {

  private final Context context;

  FlushCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    DevStackConfig config = context.devStack();
    int code = 0;
    for (Cassandra node : Cassandra.all(config)) {
      int each = new NodeTool(config, node).run(List.of("flush", "iot"));
      context.out().printf("%-13s %s%n", node.name(), each == 0 ? "flushed" : "not flushed");
      code = Math.max(code, each);
    }
    return code;
  }
}
