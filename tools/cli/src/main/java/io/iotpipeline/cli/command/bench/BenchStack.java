package io.iotpipeline.cli.command.bench;

import io.iotpipeline.admin.cluster.HomeFolder;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Launch;
import java.io.PrintStream;

/**
 * The stack of one benchmark, in a folder of its own. It begins empty: what a benchmark that was
 * interrupted has left is stopped and deleted. After a failure its folder stays, for the logs.
 */
final class BenchStack {

  private final DevStack stack;
  private final Thread whenInterrupted;

  private BenchStack(DevStack stack) {
    this.stack = stack;
    this.whenInterrupted = new Thread(stack::down);
  }

  /**
   * @param main the stack of the user, whose folder has that of the benchmark
   * @param config of the benchmark; nothing of it is started yet
   */
  static BenchStack empty(DevStackConfig main, DevStackConfig config, PrintStream out) {
    return empty(main, config, out, Launch.UNCHANGED);
  }

  static BenchStack empty(
      DevStackConfig main, DevStackConfig config, PrintStream out, Launch launch) {
    new HomeFolder(main.home()).claim();
    DevStack stack = new DevStack(config, out, launch);
    stack.down();
    stack.wipe();
    BenchStack bench = new BenchStack(stack);
    Runtime.getRuntime().addShutdownHook(bench.whenInterrupted);
    return bench;
  }

  DevStack servers() {
    return stack;
  }

  /** After a success. */
  void end() {
    stack.down();
    stack.wipe();
    Runtime.getRuntime().removeShutdownHook(whenInterrupted);
  }
}
