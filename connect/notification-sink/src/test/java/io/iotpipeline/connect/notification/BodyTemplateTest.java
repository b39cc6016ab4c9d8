package io.iotpipeline.connect.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BodyTemplateTest {

  @Test
  void inserts_fields() {
    BodyTemplate template = new BodyTemplate("{\"text\":\"${summary}: ${observed} ${none}\"}");

    assertThat(template.render(Map.of("summary", "s is silent", "observed", 12.5)))
        .isEqualTo("{\"text\":\"s is silent: 12.5 \"}");
  }

  @Test
  void the_text_of_a_device_stays_text() throws Exception {
    String hostile = "\",\"admin\":true,\"x\":\"${secret} $1 \\ {{ .Labels }}\n";

    String body =
        new BodyTemplate("{\"text\":\"${detail}\"}")
            .render(Map.of("detail", hostile, "secret", "never"));

    assertThat(new ObjectMapper().readTree(body))
        .isEqualTo(new ObjectMapper().valueToTree(Map.of("text", hostile)));
  }

  @Test
  void without_a_template_it_is_the_whole_record() {
    assertThat(new BodyTemplate("").render(Map.of("kind", "SILENT")))
        .isEqualTo("{\"kind\":\"SILENT\"}");
  }
}
