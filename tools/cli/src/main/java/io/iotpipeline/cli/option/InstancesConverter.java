package io.iotpipeline.cli.option;

import io.iotpipeline.schemas.Topics;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of streams-app instances: from 1 to the number of partitions. */
final class InstancesConverter implements ITypeConverter<Integer> {

  private static final int MAX = Topics.SENSOR_EVENTS.partitions();

  @Override
  public Integer convert(String text) {
    if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MAX) {
      throw new TypeConversionException(
          "'%s' is not a number from 1 to %d: there are %d partitions, and each instance needs one"
              .formatted(text, MAX, MAX));
    }
    return Integer.valueOf(text);
  }
}
