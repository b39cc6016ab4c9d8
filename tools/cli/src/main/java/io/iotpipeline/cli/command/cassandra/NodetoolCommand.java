package io.iotpipeline.cli.command.cassandra;

import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.option.NodeNumber;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Cassandra;
import io.iotpipeline.devstack.server.NodeTool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Runs Cassandra's own nodetool. */
@Command(
    name = "nodetool",
    synopsisHeading = "",
    customSynopsis = "Usage: ./pipeline cassandra nodetool [--node=N] COMMAND [OPTIONS]",
    description = {
      "Runs Cassandra's own nodetool on one node. Example:",
      "./pipeline cassandra nodetool --node=2 tablestats iot",
      "./pipeline cassandra nodetool help lists its commands."
    })
final class NodetoolCommand implements Callable<Integer> {

  private final Context context;

  @Spec private CommandSpec spec;

  @Option(
      names = "--node",
      defaultValue = "1",
      paramLabel = "N",
      description = "Number of the node (default ${DEFAULT-VALUE}).")
  private int number;

  /** Not parsed: the options are nodetool's. */
  @Unmatched private List<String> args = new ArrayList<>();

  NodetoolCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    if (args.isEmpty() || args.get(0).equals("--help") || args.get(0).equals("-h")) {
      spec.commandLine().usage(context.out());
      return 0;
    }
    DevStackConfig config = context.devStack();
    Cassandra node = NodeNumber.find(number, config, spec.commandLine());
    return new NodeTool(config, node).run(args);
  }
}
