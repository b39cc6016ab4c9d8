package io.iotpipeline.admin.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AlertIdsTest {

  private static final UUID EVENT = UUID.fromString("3f2b8c1e-9d4a-4b6f-8a57-0c1d2e3f4a5b");
  private static final Instant TIME = Instant.parse("2020-07-13T12:34:56.789Z");

  @Test
  void alerts_that_differ_in_one_part_of_the_key_have_different_ids() {
    Set<UUID> ids =
        Set.of(
            AlertIds.of("s", EVENT, TIME, "temp", "ANOMALY"),
            AlertIds.of("s2", EVENT, TIME, "temp", "ANOMALY"),
            AlertIds.of("s", new UUID(1, 2), TIME, "temp", "ANOMALY"),
            AlertIds.of("s", EVENT, TIME.plusMillis(1), "temp", "ANOMALY"),
            AlertIds.of("s", EVENT, TIME, "humidity", "ANOMALY"),
            AlertIds.of("s", EVENT, TIME, "temp", "THRESHOLD"));

    assertThat(ids).hasSize(6).contains(AlertIds.of("s", EVENT, TIME, "temp", "ANOMALY"));
  }
}
