package io.iotpipeline.producer.options;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports wrong arguments in a line or two: what is wrong, and where help is. */
public final class UsageErrors {

  private UsageErrors() {}

  /** A {@link CommandLine.IParameterExceptionHandler}. */
  public static int print(ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    PrintWriter err = command.getErr();
    ParameterException first = misspelled(error, args).orElse(error);
    err.println(message(first));
    UnmatchedArgumentException.printSuggestions(first, err);
    err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  /** The message, in the words of the help: picocli knows neither verbs nor why words are many. */
  private static String message(ParameterException error) {
    CommandLine command = error.getCommandLine();
    if (error instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      String word = unmatched.getUnmatched().get(0);
      if (!command.getSubcommands().isEmpty()) {
        return "There is no verb %s. There are: %s"
            .formatted(word, String.join(", ", command.getSubcommands().keySet()));
      }
      if (!command.getCommandSpec().positionalParameters().isEmpty()) {
        return "One word too many: '%s'. Put a value with blanks in quotes".formatted(word);
      }
    }
    return error.getMessage().replaceFirst("^Error: ", "");
  }

  /** A required option can be missing because it is misspelled; picocli reports only the former. */
  private static Optional<ParameterException> misspelled(ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    return error instanceof MissingParameterException
        ? Arrays.stream(args)
            .takeWhile(arg -> !arg.equals("--"))
            .filter(arg -> arg.startsWith("--"))
            .filter(arg -> command.getCommandSpec().findOption(arg.split("=", 2)[0]) == null)
            .findFirst()
            .map(arg -> new UnmatchedArgumentException(command, List.of(arg)))
        : Optional.empty();
  }
}
