package io.iotpipeline.cli.command;

import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.option.StackOptions;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the stack and sets it up. Can be repeated: what is done already stays as it is. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    description = {
      "Starts all servers and sets them up.",
      "The servers are Kafka, schema registry, Cassandra, Connect and the streams app; the set-up"
          + " creates topics, schemas, tables and connectors. Servers that are running stay as they"
          + " are; servers that are missing, for example after kill, are started, and connectors that"
          + " have failed are restarted once. If a part fails, the rest stays up, and the exit code"
          + " is 1. Options are saved: without an option, the next up uses the saved value."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./pipeline up",
      "  ./pipeline up --streams-apps 2 --cassandra-nodes 3 --monitoring",
      "  ./pipeline up --free-ports"
    })
public final class UpCommand implements Runnable {

  private final Context context;

  @Mixin private StackOptions options;

  public UpCommand(Context context) {
    this.context = context;
  }

  @Override
  public void run() {
    DevStackConfig config = options.applyTo(context.devStack());
    new DevStack(config, context.out()).up();
    context
        .out()
        .println(
            """

        The pipeline is up. Next:
          ./pipeline simulate --duration 60s   sends readings of 100 simulated sensors
          ./pipeline status                    shows the state of the servers
          ./pipeline verify                    checks that nothing is lost or twice
          ./pipeline down                      stops the servers, keeps the data\
        """);
    Api.all(config).forEach(api -> context.out().println("\nThe console: " + api.address() + "/"));
  }
}
