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
}
