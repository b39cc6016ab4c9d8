package io.iotpipeline.cli.option;

import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.server.Server;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The parameter of verbs that are about one server. */
public final class ServerName {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      paramLabel = "SERVER",
      description = {
        "One of those that status lists, such as kafka, cassandra or streams-app-2;",
        "streams-app is the first instance."
      })
  private String name;

  /**
   * @throws ParameterException when there is no such server, with the names of those there are
   */
  public Server in(DevStack stack) {
    return stack.server(name).orElseThrow(() -> unknown(stack));
  }

  private ParameterException unknown(DevStack stack) {
    String names = stack.servers().stream().map(Server::name).collect(Collectors.joining(", "));
    return new ParameterException(
        spec.commandLine(), "There is no server " + name + "; there are " + names);
  }
}
