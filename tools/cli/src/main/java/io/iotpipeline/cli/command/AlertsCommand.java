package io.iotpipeline.cli.command;

import io.iotpipeline.devstack.config.BuildArtifacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** What can be asked about alerts without a stack. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "evaluate",
    description = "Says what alerts a CSV file would raise; see also query alerts.",
    subcommands = AlertsCommand.Evaluate.class)
public final class AlertsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: alerts evaluate");
  }

  /** Hands over to the streams app's jar: the figures are those of the classes that it runs. */
  @Command(
      name = "evaluate",
      description = "Runs a CSV file through the alerts, without any server (see --help).")
  static final class Evaluate implements Callable<Integer> {

    private static final String MAIN = "io.iotpipeline.evaluation.AlertEvaluationMain";

    /** All of it unparsed: options belong to the evaluation. */
    @Unmatched private List<String> args = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      Path jar =
          new BuildArtifacts(Path.of(System.getProperty("pipeline.root", ""))).streamsAppJar();
      List<String> line = new ArrayList<>();
      line.addAll(List.of(java.toString(), "-Xmx256m", "-cp", jar.toString(), MAIN));
      line.addAll(args);
      return new ProcessBuilder(line).inheritIO().start().waitFor();
    }
  }
}
