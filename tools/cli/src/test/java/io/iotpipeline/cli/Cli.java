package io.iotpipeline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.cli.context.Context;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Runs verbs in this process and captures what they print. */
final class Cli {

  /** What a verb printed, and its exit code. */
  record Result(int exitCode, String out, String err) {}

  private final Path home;

  /**
   * @param home an empty folder: a stack that was never started
   */
  Cli(Path home) {
    this.home = home;
  }

  Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = PipelineMain.run(context(out, err), args);
    return new Result(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** All verbs, the root first, each followed by its subcommands. */
  static List<CommandLine> verbs() {
    Context context =
        new Cli(Path.of("")).context(new ByteArrayOutputStream(), new ByteArrayOutputStream());
    return withSubcommands(PipelineMain.commandLine(context)).toList();
  }

  private static Stream<CommandLine> withSubcommands(CommandLine verb) {
    return Stream.concat(
        Stream.of(verb), verb.getSubcommands().values().stream().flatMap(Cli::withSubcommands));
  }

  /** The arguments that select a verb, for example {@code query events}; none for the root. */
  static String[] path(CommandLine verb) {
    String[] names = verb.getCommandSpec().qualifiedName(" ").split(" ");
    return Stream.of(names).skip(1).toArray(String[]::new);
  }

  private Context context(ByteArrayOutputStream out, ByteArrayOutputStream err) {
    return new Context(
        home, home, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }
}
