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

/** Kills one server, to test how the others react. */
@Command(
    name = "kill",
    mixinStandardHelpOptions = true,
    description = {
      "Kills a server with SIGKILL, like a crash.",
      "up starts it again. Exit code 1 if it is not running."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline kill streams-app-2", "  ./pipeline up               start it again"})
public final class KillCommand implements Callable<Integer> {

  private final Context context;

  @Mixin private ServerName name;

  public KillCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return kill(name.in(new DevStack(context.devStack(), context.out())), context);
  }

  /** Kills a server, or returns 1 if it is not running. */
  public static int kill(Server server, Context context) {
    ServerProcess process = new ServerProcess(server);
    Optional<ProcessHandle> running = process.running();
    if (running.isEmpty()) {
      context.err().println(server.name() + " is not running");
      return 1;
    }
    process.kill();
    context.out().printf("%-13s killed (process %d)%n", server.name(), running.get().pid());
    return 0;
  }
}
