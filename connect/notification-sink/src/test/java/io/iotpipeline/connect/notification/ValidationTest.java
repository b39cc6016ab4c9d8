package io.iotpipeline.connect.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.connector.Connector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {

  @ParameterizedTest
  @ValueSource(strings = {"Host", "content-length", "Upgrade", "no header"})
  void a_header_that_cannot_be_set_is_an_error(String header) {
    for (Connector each : List.of(new WebhookSinkConnector(), new AlertmanagerSinkConnector())) {
      assertThat(errors(each, Map.of("header." + header, "hidden")))
          .singleElement()
          .asString()
          .contains("header " + header)
          .doesNotContain("hidden");
    }
  }

  @Test
  void the_value_of_a_header_is_not_shown() {
    assertThat(errors(new WebhookSinkConnector(), Map.of("header.X-Team", "hidden\r\nline")))
        .singleElement()
        .asString()
        .contains("header X-Team")
        .doesNotContain("hidden");
  }

  @Test
  void settings_that_contradict_each_other_are_an_error() {
    assertThat(errors(new AlertmanagerSinkConnector(), Map.of("alert.validity.ms", "60000")))
        .singleElement()
        .asString()
        .contains("alert.validity.ms", "resend.interval.ms");
  }

  @Test
  void further_headers_are_allowed() {
    assertThat(errors(new WebhookSinkConnector(), Map.of("header.X-Team", "night"))).isEmpty();
  }

  private static List<String> errors(Connector connector, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("url", "http://localhost:1");
    return connector.validate(all).configValues().stream()
        .flatMap(each -> each.errorMessages().stream())
        .toList();
  }
}
