package io.iotpipeline.cli.option;

import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Cassandra;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The parameter of verbs that work on one Cassandra node. */
public final class NodeNumber {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      paramLabel = "N",
      description = "Number of the node: 1 is cassandra, 2 is cassandra-2, and so on.")
  private int number;

  /**
   * The node of that number.
   *
   * @throws ParameterException if the stack has no such node
   */
  public Cassandra in(DevStackConfig config) {
    return find(number, config, spec.commandLine());
  }

  /**
   * The node of a number that was given in another way.
   *
   * @throws ParameterException if the stack has no such node
   */
  public static Cassandra find(int number, DevStackConfig config, CommandLine commandLine) {
    List<Cassandra> nodes = Cassandra.all(config);
    if (number < 1 || number > nodes.size()) {
      throw new ParameterException(
          commandLine,
          "The stack has no Cassandra node %d, only 1 to %d; ./pipeline up --cassandra-nodes adds nodes"
              .formatted(number, nodes.size()));
    }
    return nodes.get(number - 1);
  }
}
