package io.iotpipeline.cli.option;

import io.iotpipeline.admin.quarantine.SourceOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads where a record came from: {@code topic/partition/offset}. */
public final class SourceOffsetConverter implements ITypeConverter<SourceOffset> {

  @Override
  public SourceOffset convert(String text) {
    try {
      return SourceOffset.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
