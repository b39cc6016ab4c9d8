package io.iotpipeline.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SentOffsetsTest {

  private final SentOffsets sent = new SentOffsets();

  @Test
  void offsets_of_other_producers_between_are_not_contained() {
    sent.add(3, 5_000_000_000L);
    sent.add(3, 5_000_000_002L);
    sent.add(4, 0);

    assertThat(sent.contains(3, 5_000_000_000L)).isTrue();
    assertThat(sent.contains(3, 5_000_000_001L)).isFalse();
    assertThat(sent.contains(3, 5_000_000_002L)).isTrue();
    assertThat(sent.contains(3, 5_000_000_003L)).isFalse();
    assertThat(sent.contains(3, 0)).isFalse();
    assertThat(sent.contains(5, 0)).isFalse();
    assertThat(sent.count()).isEqualTo(3);
  }

  @Test
  void offsets_before_what_is_processed_are_counted() {
    sent.add(0, 10);
    sent.add(0, 12);
    sent.add(0, 13);
    sent.add(1, 7);

    assertThat(sent.countBefore(Map.of())).isZero();
    assertThat(sent.countBefore(Map.of(0, 12L))).isEqualTo(1);
    assertThat(sent.countBefore(Map.of(0, 13L, 1, 8L))).isEqualTo(3);
    assertThat(sent.countBefore(Map.of(0, 1000L, 1, 1000L))).isEqualTo(4);
  }
}
