package io.iotpipeline.cli.command;

import io.iotpipeline.cli.PipelineMain;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops the stack. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops the servers, last first. Data, topics and settings stay for the next up.")
public final class DownCommand implements Runnable {

  @Option(names = "--wipe", description = "Also removes all data, logs and settings.")
  private boolean wipe;

  @Override
  public void run() {
    DevStackConfig settings = PipelineMain.settings();
    DevStack stack = new DevStack(settings, System.out);
    stack.down();
    if (wipe) {
      stack.wipe();
      System.out.println("removed       " + settings.home());
    }
  }
}
