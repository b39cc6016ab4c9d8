package io.iotpipeline.cli.command;

import io.iotpipeline.cli.context.Context;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the script by which a shell completes verbs and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints a script for bash and zsh that completes verbs and options.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(./pipeline completion)                  for this shell",
      "  ./pipeline completion > ~/.pipeline-completion   to source it in ~/.bashrc"
    })
public final class CompletionCommand implements Runnable {

  private final Context context;

  @Spec private CommandSpec spec;

  public CompletionCommand(Context context) {
    this.context = context;
  }

  @Override
  public void run() {
    context.out().println(AutoComplete.bash("pipeline", spec.root().commandLine()));
  }
}
