package io.iotpipeline.cli.command;

import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops the servers of the stack. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops the servers in reverse order. The next up continues with the same data.",
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline down", "  ./pipeline down --wipe     also delete all data"})
public final class DownCommand implements Runnable {

  private final Context context;

  @Option(names = "--wipe", description = "Also delete all data, logs and settings.")
  private boolean wipe;

  public DownCommand(Context context) {
    this.context = context;
  }

  @Override
  public void run() {
    DevStackConfig config = context.devStack();
    DevStack stack = new DevStack(config, context.out());
    stack.down();
    if (wipe) {
      List<String> kept = stack.wipe();
      context.out().println("removed       the data, logs and settings in " + config.home());
      kept.forEach(name -> context.out().println("kept          " + config.home().resolve(name)));
    }
  }
}
