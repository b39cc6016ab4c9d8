package io.iotpipeline.cli.option;

import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.server.Server;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The parameter of verbs that work on one server of the stack. */
public final class ServerName {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      paramLabel = "SERVER",
      description =
          "Name of the server as status shows it, for example kafka, cassandra or streams-app-2."
              + " streams-app is the first instance.")
  private String name;

  /**
   * The server of that name.
   *
   * @throws ParameterException if the stack has no such server; the message lists the names
   */
  public Server in(DevStack stack) {
    return stack.server(name).orElseThrow(() -> unknown(stack));
  }

  private ParameterException unknown(DevStack stack) {
    String names = stack.servers().stream().map(Server::name).collect(Collectors.joining(", "));
    return new ParameterException(
        spec.commandLine(), "Unknown server " + name + "; the stack has " + names);
  }
}
