package io.iotpipeline.admin.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceOffsetTest {

  @Test
  void reads_what_it_writes() {
    SourceOffset source = new SourceOffset("sensor-events", 11, 4_000_000_000L);

    assertThat(SourceOffset.parse(source.toString())).isEqualTo(source);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sensor-events-3-1234", "sensor-events/3", "a/b/c", "/3/4", "t/-1/4"})
  void another_form_is_rejected_with_the_expected_form(String text) {
    assertThatThrownBy(() -> SourceOffset.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text)
        .hasMessageContaining("topic/partition/offset");
  }
}
