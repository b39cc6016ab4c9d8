package io.iotpipeline.cli.command;

import io.iotpipeline.cli.PipelineMain;
import io.iotpipeline.cli.option.ServerName;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.server.Server;
import io.iotpipeline.devstack.server.ServerProcess;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Kills one server, to see what the others do. */
@Command(
    name = "kill",
    mixinStandardHelpOptions = true,
    description = {
      "Kills a server with SIGKILL: it can tidy up nothing, as in a crash. up brings it back.",
      "Exit code 1 when it does not run."
    })
public final class KillCommand implements Callable<Integer> {

  @Mixin private ServerName name;

  @Override
  public Integer call() {
    return kill(name.in(new DevStack(PipelineMain.settingsOfThisMachine(), System.out)));
  }

  static int kill(Server server) {
    ServerProcess process = new ServerProcess(server);
    Optional<ProcessHandle> running = process.running();
    if (running.isEmpty()) {
      System.err.println(server.name() + " does not run");
      return 1;
    }
    process.kill();
    System.out.printf("%-13s killed (process %d)%n", server.name(), running.get().pid());
    return 0;
  }
}
