package io.iotpipeline.cli.command;

import io.iotpipeline.cli.context.Context;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the help of a verb. */
@Command(
    name = "help",
    mixinStandardHelpOptions = true,
    description = "Shows the help of a verb, as --help does.",
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline help", "  ./pipeline help query hourly"})
public final class HelpCommand implements Runnable {

  private final Context context;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "VERB", description = "The verb (default: all verbs).")
  private List<String> words = new ArrayList<>();

  public HelpCommand(Context context) {
    this.context = context;
  }

  @Override
  public void run() {
    CommandLine verb = spec.root().commandLine();
    for (String word : words) {
      CommandLine next = verb.getSubcommands().get(word);
      if (next == null) {
        throw new ParameterException(
            spec.root().commandLine(), "There is no verb " + String.join(" ", words));
      }
      verb = next;
    }
    if (verb.getCommand() instanceof ReplayCommand
        || verb.getCommand() instanceof SimulateCommand) {
      verb.execute("--help");
    } else {
      verb.usage(context.out());
    }
  }
}
