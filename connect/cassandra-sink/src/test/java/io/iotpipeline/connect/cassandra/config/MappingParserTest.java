package io.iotpipeline.connect.cassandra.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingParserTest {

  @Test
  void reads_every_kind_of_source_in_order() {
    Mapping mapping =
        MappingParser.parse("a=key, b = value ,c=key.x,d=value.y.z\n, e=header.h, f=now( )");

    assertThat(mapping.columns().keySet())
        .extracting(CqlIdentifier::asInternal)
        .containsExactly("a", "b", "c", "d", "e", "f");
    assertThat(mapping.columns().values())
        .extracting(FieldSource::toString)
        .containsExactly("key", "value", "key.x", "value.y.z", "header.h", "now()");
    assertThat(mapping.timestamp()).isEmpty();
    assertThat(mapping.ttl()).isEmpty();
  }

  @Test
  void takes_write_time_and_life_out_of_the_columns() {
    Mapping mapping = MappingParser.parse("a=key,__timestamp=value.at,__ttl=header.life");

    assertThat(mapping.columns()).hasSize(1);
    assertThat(mapping.timestamp()).hasToString("Optional[value.at]");
    assertThat(mapping.ttl()).hasToString("Optional[header.life]");
  }

  @Test
  void takes_names_literally_and_quoted_ones_as_cql() {
    Mapping mapping = MappingParser.parse("Name=value.Name, \"a \"\"b\"\", c\"=\"value.x-y, z\"");

    assertThat(mapping.columns().keySet())
        .extracting(CqlIdentifier::asInternal)
        .containsExactly("Name", "a \"b\", c");
    assertThat(mapping.columns().values())
        .extracting(FieldSource::toString)
        .containsExactly("value.Name", "value.x-y, z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                      | character 1, at its end: expected a column's name",
        "a=key,                  | character 7, at its end: expected a column's name",
        "a                       | character 2, at its end: expected '=' after column a",
        "a=                      | character 3, at its end: expected key, value",
        "a=key b=value           | character 7, at 'b=value': expected a comma",
        "a=field                 | character 3, at 'field': field is none of key, value",
        "a=value.                | character 3, at 'value.': value. is none of key, value",
        "a=uuid()                | character 3, at 'uuid()': uuid() is none of key, value",
        "a=value.x-y             | character 10, at '-y': expected a comma",
        "a=key, a=value          | character 8, at 'a=value': column a is mapped twice",
        "a=key, __ttl=now()      | character 8, at '__ttl=now()': __ttl takes a number",
      })
  void names_the_place_and_what_it_expects(String mapping, String message) {
    assertThatThrownBy(() -> MappingParser.parse(mapping))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
