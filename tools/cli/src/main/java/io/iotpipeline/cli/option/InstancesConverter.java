package io.iotpipeline.cli.option;

import io.iotpipeline.schemas.Topics;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of streams-app instances: at least one, and no more than there are partitions. */
public final class InstancesConverter implements ITypeConverter<Integer> {

  private static final int MOST = Topics.SENSOR_EVENTS.partitions();

  @Override
  public Integer convert(String text) {
    if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
      throw new TypeConversionException(
          "'%s' is not a number from 1 to %d, the partitions that instances can share"
              .formatted(text, MOST));
    }
    return Integer.valueOf(text);
  }
}
