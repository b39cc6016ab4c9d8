package io.iotpipeline.gateway;

import io.iotpipeline.gateway.access.Tokens;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a token for a sender. */
@Command(
    name = "token",
    description = {
      "Prints a new token, and its line for the file of --senders.",
      "The line has a hash only: the token is nowhere but in this output."
    },
    mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "NAME", description = "Name of the sender: letters, digits and ._@-")
  private String name;

  @Option(
      names = "--prefixes",
      paramLabel = "PREFIX",
      split = ",",
      defaultValue = "*",
      description = "Beginnings of the sensor ids that it may send for. Default: *, all.")
  private List<String> prefixes;

  @Override
  public Integer call() {
    String token = Tokens.create();
    var out = command.commandLine().getOut();
    out.println("token:   " + token);
    out.println("senders: " + name + " " + Tokens.hash(token) + " " + String.join(",", prefixes));
    return ExitCode.OK;
  }
}
