package io.iotpipeline.connect.cassandra.mapping;

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
        Mapping.parse("a=key, b = value ,c=key.x,d=value.y.z\n, e=header.h, f=now( )");

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
  void separates_write_time_and_ttl_from_the_columns() {
    Mapping mapping = Mapping.parse("a=key,__timestamp=value.at,__ttl=header.ttl");

    assertThat(mapping.columns()).hasSize(1);
    assertThat(mapping.timestamp()).hasToString("Optional[value.at]");
    assertThat(mapping.ttl()).hasToString("Optional[header.ttl]");
  }

  @Test
  void takes_unquoted_names_literally_and_quoted_names_as_cql() {
    Mapping mapping = Mapping.parse("Name=value.Name, \"a \"\"b\"\", c\"=\"value.x-y, z\"");

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
        "``                      | character 1, at the end: expected a column name",
        "a=key,                  | character 7, at the end: expected a column name",
        "a                       | character 2, at the end: expected '=' after column a",
        "a=                      | character 3, at the end: expected key, value",
        "a=key b=value           | character 7, at 'b=value': expected a comma",
        "a=field                 | character 3, at 'field': field is not one of key, value",
        "a=value.                | character 3, at 'value.': value. is not one of key, value",
        "a=uuid()                | character 3, at 'uuid()': uuid() is not one of key, value",
        "a=value.x-y             | character 10, at '-y': expected a comma",
        "a=key, a=value          | character 8, at 'a=value': column a is mapped twice",
        "a=key, __ttl=now()      | character 8, at '__ttl=now()': __ttl requires a field that holds a number",
      })
  void reports_the_position_and_the_expected_token(String mapping, String message) {
    assertThatThrownBy(() -> Mapping.parse(mapping))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
