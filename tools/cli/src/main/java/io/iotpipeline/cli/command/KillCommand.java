package io.iotpipeline.cli.command;

import io.iotpipeline.cli.context.Context;
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

  private final Context context;

  @Mixin private ServerName name;

  public KillCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return kill(name.in(new DevStack(context.devStack(), context.out())));
  }

  int kill(Server server) {
    ServerProcess process = new ServerProcess(server);
    Optional<ProcessHandle> running = process.running();
    if (running.isEmpty()) {
      context.err().println(server.name() + " does not run");
      return 1;
    }
    process.kill();
    context.out().printf("%-13s killed (process %d)%n", server.name(), running.get().pid());
    return 0;
  }
}
