package io.iotpipeline.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  private static String csv(ObjectNode... items) {
    return Csv.of(List.of(items));
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uFF1D1"})
  void a_text_that_a_spreadsheet_would_calculate_is_text(String text) {
    assertThat(csv(Json.object().put("a", text))).isEqualTo("a\r\n\"'" + text + "\"\r\n");
  }

  @Test
  void a_name_that_a_spreadsheet_would_calculate_is_text() {
    assertThat(csv(Json.object().put("=cmd", 1))).isEqualTo("\"'=cmd\"\r\n1\r\n");
  }

  @Test
  void negative_numbers_stay_numbers() {
    assertThat(csv(Json.object().put("a", -1.5).put("b", true))).isEqualTo("a,b\r\n-1.5,true\r\n");
  }

  @Test
  void separators_and_quotes_stay_in_their_cell() {
    assertThat(csv(Json.object().put("a", "x,\"y\"\r\nz")))
        .isEqualTo("a\r\n\"x,\"\"y\"\"\r\nz\"\r\n");
  }

  @Test
  void fields_of_objects_are_columns_also_if_the_first_item_has_none_of_them() {
    ObjectNode first = Json.object().put("t", 1);
    ObjectNode second = Json.object().put("t", 2);
    second.putObject("m").put("x", 3).putNull("y");
    second.putArray("tags").add("a").add("b");

    assertThat(csv(first, second))
        .isEqualTo("t,m.x,m.y,tags\r\n1,,,\r\n2,3,,\"[\"\"a\"\",\"\"b\"\"]\"\r\n");
  }

  @Test
  void more_columns_than_a_table_has_are_refused_and_not_left_out() {
    ObjectNode item = Json.object();
    for (int i = 0; i < 2_000; i++) {
      item.put("c" + i, i);
    }
    assertThat(csv(item)).contains("c1999");

    assertThatThrownBy(() -> csv(item, Json.object().put("one more", 1)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("2,000");
  }
}
