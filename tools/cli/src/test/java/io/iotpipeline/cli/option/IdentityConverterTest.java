package io.iotpipeline.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.devstack.security.Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.TypeConversionException;

class IdentityConverterTest {

  private final IdentityConverter converter = new IdentityConverter();

  @ParameterizedTest
  @EnumSource(Identity.class)
  void each_has_the_name_of_its_folder(Identity identity) {
    assertThat(converter.convert(identity.id())).isEqualTo(identity);
  }

  @Test
  void an_unknown_name_is_refused_with_those_that_there_are() {
    assertThatThrownBy(() -> converter.convert("nobody"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage(
            "'nobody' is none of kafka, registry, connect, cassandra, streams-app, gateway, api,"
                + " prometheus, kafka-ui, grafana, device, operator, reader");
  }
}
