package io.iotpipeline.cli.command;

import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.ServerProcess;
import java.nio.file.Files;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops the servers of the stack. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops the servers. The next up continues with the same data.",
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
    if (stack.servers().stream().noneMatch(each -> new ServerProcess(each).running().isPresent())) {
      context.out().println("Nothing runs.");
    }
    stack.down();
    if (wipe && !Files.exists(config.home())) {
      context.out().println("There is nothing to delete in " + config.home());
    } else if (wipe) {
      List<String> kept = stack.wipe();
      context.out().println("removed       the data, logs and settings in " + config.home());
      kept.forEach(name -> context.out().println("kept          " + config.home().resolve(name)));
    }
  }
}
