package io.iotpipeline.cli.command;

import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.option.StackOptions;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the stack and sets it up; does nothing twice. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts Kafka, registry, Cassandra, Connect and the streams app, and sets them up:",
      "topics, schemas, tables, connectors. What runs already is left running; what is missing,",
      "also after a kill, is started."
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
          ./pipeline simulate --duration 60s      sends readings of 100 sensors
          ./pipeline status                       shows what runs
          ./pipeline verify                       checks that nothing was lost or counted twice
          ./pipeline down                         stops it and keeps the data\
        """);
  }
}
