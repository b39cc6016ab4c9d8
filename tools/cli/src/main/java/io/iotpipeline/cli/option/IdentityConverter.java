package io.iotpipeline.cli.option;

import io.iotpipeline.devstack.security.Identity;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses who serves or logs in, by the name of its folder. */
public final class IdentityConverter implements ITypeConverter<Identity> {

  @Override
  public Identity convert(String value) {
    return Arrays.stream(Identity.values())
        .filter(identity -> identity.id().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is none of %s"
                        .formatted(
                            value,
                            Arrays.stream(Identity.values())
                                .map(Identity::id)
                                .collect(Collectors.joining(", ")))));
  }
}
