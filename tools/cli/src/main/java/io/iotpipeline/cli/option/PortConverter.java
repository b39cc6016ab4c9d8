package io.iotpipeline.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the number of a TCP port. */
final class PortConverter implements ITypeConverter<Integer> {

  private static final int MAX = 65_535;

  @Override
  public Integer convert(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MAX) {
      throw new TypeConversionException("'%s' is not a port from 1 to %d".formatted(text, MAX));
    }
    return Integer.valueOf(text);
  }
}
