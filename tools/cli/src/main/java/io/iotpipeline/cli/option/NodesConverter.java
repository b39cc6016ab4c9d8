package io.iotpipeline.cli.option;

import io.iotpipeline.devstack.config.Ports;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of Cassandra nodes: from 1 to the maximum for one machine. */
final class NodesConverter implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String text) {
    if (!text.matches("[1-" + Ports.MAX_CASSANDRA_NODES + "]")) {
      throw new TypeConversionException(
          "'%s' is not a number from 1 to %d: each node needs about 1 GB of memory"
              .formatted(text, Ports.MAX_CASSANDRA_NODES));
    }
    return Integer.valueOf(text);
  }
}
