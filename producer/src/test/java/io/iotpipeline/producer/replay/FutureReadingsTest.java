package io.iotpipeline.producer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FutureReadingsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void readings_up_to_now_are_not_noted() {
    FutureReadings future =
        new FutureReadings(InstantSource.fixed(NOW), Optional.of(ZoneId.of("UTC")));

    future.add(NOW.minusSeconds(3600));
    future.add(NOW);

    assertThat(future.note()).isEmpty();
  }

  @Test
  void local_times_that_were_read_as_utc_are_noted_with_the_option() {
    FutureReadings future =
        new FutureReadings(InstantSource.fixed(NOW), Optional.of(ZoneId.of("UTC")));

    future.add(NOW.plusSeconds(7200));
    future.add(NOW.plusSeconds(3600));

    assertThat(future.note())
        .hasValue(
            "2 readings are later than now (the last one is of 2026-03-01T14:00:00Z); the pipeline"
                + " rejects what is of the future. The times have no offset and are read as UTC: if"
                + " that is not their zone, set --time-zone");
  }

  @Test
  void times_with_an_offset_need_no_zone() {
    FutureReadings future = new FutureReadings(InstantSource.fixed(NOW), Optional.empty());

    future.add(NOW.plusSeconds(1));

    assertThat(future.note().orElseThrow())
        .startsWith("1 reading is later than now")
        .doesNotContain("--time-zone");
  }
}
