package io.iotpipeline.local.command;

import io.iotpipeline.local.PipelineMain;
import io.iotpipeline.local.stack.Stack;
import io.iotpipeline.local.stack.StackSettings;
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
    StackSettings settings = PipelineMain.settings();
    Stack stack = new Stack(settings, System.out);
    stack.down();
    if (wipe) {
      stack.wipe();
      System.out.println("removed       " + settings.home());
    }
  }
}
