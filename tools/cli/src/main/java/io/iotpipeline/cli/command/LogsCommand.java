package io.iotpipeline.cli.command;

import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.option.ServerName;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.server.Server;
import io.iotpipeline.devstack.server.ServerLogs;
import io.iotpipeline.producer.options.OptionConverters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the end of a server's log. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Shows the end of a server's log.",
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline logs streams-app", "  ./pipeline logs connect -n 20 -f"})
public final class LogsCommand implements Callable<Integer> {

  private final Context context;

  @Mixin private ServerName name;

  @Option(
      names = {"-n", "--lines"},
      defaultValue = "100",
      paramLabel = "N",
      converter = OptionConverters.CountConverter.class,
      description = "Number of lines (default ${DEFAULT-VALUE}).")
  private int lines;

  @Option(
      names = {"-f", "--follow"},
      description = "Continue with new lines until Ctrl-C.")
  private boolean follow;

  public LogsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Server server = name.in(new DevStack(context.devStack(), context.out()));
    List<Path> files = new ServerLogs(server).files();
    if (files.isEmpty()) {
      context.err().println(server.name() + " has no log yet: expected " + server.log());
      return 1;
    }
    List<String> tail = new ArrayList<>(List.of("tail", "-n", String.valueOf(lines)));
    if (follow) {
      tail.add("-F"); // by name, because the log is rotated
    }
    files.forEach(file -> tail.add(file.toString()));
    return new ProcessBuilder(tail).inheritIO().start().waitFor();
  }
}
