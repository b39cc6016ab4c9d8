package io.iotpipeline.local.command;

import io.iotpipeline.local.PipelineMain;
import io.iotpipeline.local.stack.Server;
import io.iotpipeline.local.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the end of a server's log. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description =
        "Shows the end of a server's log: kafka, registry, cassandra, connect, streams-app.")
public final class LogsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The server.")
  private String name;

  @Option(
      names = {"-n", "--lines"},
      defaultValue = "100",
      paramLabel = "N",
      description = "How many lines (default ${DEFAULT-VALUE}).")
  private int lines;

  @Override
  public Integer call() throws IOException {
    Stack stack = new Stack(PipelineMain.settings(), System.out);
    Server server =
        stack.servers().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(stack));
    Path log = server.log();
    if (!Files.exists(log)) {
      System.err.println(name + " has no log yet; it would be " + log);
      return 1;
    }
    Deque<String> last = new ArrayDeque<>();
    try (var reader = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        last.addLast(line);
        if (last.size() > lines) {
          last.removeFirst();
        }
      }
    }
    last.forEach(System.out::println);
    return 0;
  }

  private ParameterException unknown(Stack stack) {
    String names = stack.servers().stream().map(Server::name).collect(Collectors.joining(", "));
    return new ParameterException(
        spec.commandLine(), "There is no server " + name + "; there are " + names);
  }
}
