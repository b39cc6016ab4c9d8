package io.iotpipeline.connect.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void writes_what_a_parser_reads() throws Exception {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("text", "a \"quote\", a \\, a\nline, \u0000, \u2028, </script>, ✓, 😀");
    value.put("numbers", Arrays.asList(1, 2.5, Double.NaN, Double.POSITIVE_INFINITY, null));
    value.put("nested", Map.of("yes", true));

    JsonNode read = new ObjectMapper().readTree(Json.of(value));

    assertThat(read.path("text").asText()).isEqualTo(value.get("text"));
    assertThat(read.path("numbers").toString()).isEqualTo("[1,2.5,null,null,null]");
    assertThat(read.at("/nested/yes").asBoolean()).isTrue();
  }

  @Test
  void any_text_comes_back_as_it_was() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ObjectMapper mapper = new ObjectMapper();
    for (int run = 0; run < 2_000; run++) {
      char[] chars = new char[random.nextInt(12)];
      for (int i = 0; i < chars.length; i++) {
        chars[i] = (char) random.nextInt(0x10000);
      }
      String text = new String(chars);
      assertThat(mapper.readTree(Json.of(List.of(text))).get(0).asText())
          .as("seed " + seed)
          .isEqualTo(text);
    }
  }
}
