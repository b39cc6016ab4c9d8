package io.iotpipeline.streamsapp.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeriesTest {

  @Test
  void the_revision_is_the_wall_clock_in_microseconds_and_rises_when_the_clock_is_set_back() {
    Series series = new Series("m");

    series.nextRevision(1_000);
    assertThat(series.revision).isEqualTo(1_000_000);
    series.nextRevision(500);
    assertThat(series.revision).isEqualTo(1_000_001);
    series.nextRevision(1_001);
    assertThat(series.revision).isEqualTo(1_001_000);
  }
}
