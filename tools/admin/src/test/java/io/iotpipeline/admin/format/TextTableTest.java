package io.iotpipeline.admin.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void columns_are_as_wide_as_their_widest_cell() {
    TextTable table = new TextTable(List.of("NAME", "STATE"));
    table.add(List.of("cassandra", "UP"));
    table.add(List.of("kafka", "NOT READY"));

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    table.print(new PrintStream(bytes, true, UTF_8));

    assertThat(table.size()).isEqualTo(2);
    assertThat(bytes.toString(UTF_8).lines())
        .containsExactly("NAME       STATE", "cassandra  UP", "kafka      NOT READY");
  }

  @Test
  void a_table_that_is_wider_than_the_terminal_is_printed_as_lines_of_name_and_value() {
    TextTable table = new TextTable(List.of("a", "long"));
    table.add(List.of("1", "x".repeat(20)));
    table.add(List.of("2", "y"));

    assertThat(printed(table, 22).lines())
        .containsExactly(
            "- 1 ------------------------------------",
            "a     1",
            "long  " + "x".repeat(20),
            "- 2 ------------------------------------",
            "a     2",
            "long  y");
    assertThat(printed(table, 23)).startsWith("a  long");
    assertThat(printed(table, 0)).isEqualTo(printed(table, 23));
  }

  private static String printed(TextTable table, int columns) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    table.print(new PrintStream(out, true, UTF_8), columns);
    return out.toString(UTF_8);
  }
}
