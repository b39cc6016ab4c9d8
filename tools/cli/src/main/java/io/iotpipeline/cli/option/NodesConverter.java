package io.iotpipeline.cli.option;

import io.iotpipeline.devstack.config.Ports;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of Cassandra nodes: at least one, and no more than are worth it on one machine. */
public final class NodesConverter implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String text) {
    if (!text.matches("[1-" + Ports.MAX_CASSANDRA_NODES + "]")) {
      throw new TypeConversionException(
          "'%s' is not a number from 1 to %d: each node takes a gigabyte of this machine"
              .formatted(text, Ports.MAX_CASSANDRA_NODES));
    }
    return Integer.valueOf(text);
  }
}
