package io.iotpipeline.cli.option;

import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Cassandra;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The parameter of verbs that are about one Cassandra node. */
public final class NodeNumber {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(paramLabel = "N", description = "The node's number: 1 is cassandra, 2 cassandra-2.")
  private int number;

  /**
   * @throws ParameterException when there is no such node
   */
  public Cassandra in(DevStackConfig config) {
    List<Cassandra> nodes = Cassandra.all(config);
    if (number < 1 || number > nodes.size()) {
      throw new ParameterException(
          spec.commandLine(),
          "There is no node %d; the stack has %d (up --cassandra-nodes)"
              .formatted(number, nodes.size()));
    }
    return nodes.get(number - 1);
  }
}
