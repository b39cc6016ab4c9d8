package io.iotpipeline.connect.cassandra.write;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WriteClockTest {

  private static final long MICROS = Rows.WRITTEN_MILLIS * 1000;

  private final WriteClock clock = new WriteClock();
  private final TableMapper events = Rows.events();

  @Test
  void writes_the_later_of_two_records_of_one_millisecond_later() {
    Row first = clock.stamp(row(1, Rows.WRITTEN_MILLIS));
    Row second = clock.stamp(row(2, Rows.WRITTEN_MILLIS));

    assertThat(first.timestamp()).isEqualTo(MICROS);
    assertThat(second.timestamp()).isEqualTo(MICROS + 1);
  }

  @Test
  void lets_the_later_offset_win_over_an_earlier_one_of_a_greater_time() {
    clock.stamp(row(1, Rows.WRITTEN_MILLIS + 5));

    Row second = clock.stamp(row(2, Rows.WRITTEN_MILLIS));

    assertThat(second.timestamp()).isEqualTo(MICROS + 5001);
  }

  @Test
  void never_gives_a_record_that_comes_again_a_greater_time() {
    clock.stamp(row(1, Rows.WRITTEN_MILLIS));
    clock.stamp(row(2, Rows.WRITTEN_MILLIS));

    Row firstAgain = clock.stamp(row(1, Rows.WRITTEN_MILLIS));
    Row secondAgain = clock.stamp(row(2, Rows.WRITTEN_MILLIS));

    assertThat(firstAgain.timestamp()).isEqualTo(MICROS);
    assertThat(secondAgain.timestamp()).isEqualTo(MICROS + 1);
  }

  @Test
  void leaves_a_write_time_that_the_record_states() {
    TableMapper aggregates = Rows.aggregates();
    clock.stamp(aggregates.map(Rows.sinkRecord("hourly-aggregates", 1, 1L, Rows.aggregate(9))));

    Row second =
        clock.stamp(aggregates.map(Rows.sinkRecord("hourly-aggregates", 2, 1L, Rows.aggregate(8))));

    assertThat(second.timestamp()).isEqualTo(8);
  }

  @Test
  void leaves_records_without_a_time_to_cassandra() {
    Row row = clock.stamp(row(1, null));

    assertThat(row.timestamp()).isNull();
  }

  private Row row(long offset, Long millis) {
    return events.map(Rows.sinkRecord("validated-events", offset, millis, Rows.event("s")));
  }
}
