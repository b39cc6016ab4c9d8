package io.iotpipeline.connect.cassandra.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.connect.cassandra.convert.Row;
import io.iotpipeline.connect.cassandra.convert.Rows;
import io.iotpipeline.connect.cassandra.convert.TableMapper;
import org.junit.jupiter.api.Test;

class WriteClockTest {

  private static final long MICROS = Rows.WRITTEN_MILLIS * 1000;

  private final WriteClock clock = new WriteClock();
  private final TableMapper events = Rows.events();

  @Test
  void the_later_of_two_records_of_one_millisecond_gets_a_later_write_time() {
    Row first = clock.stamp(row(1, Rows.WRITTEN_MILLIS));
    Row second = clock.stamp(row(2, Rows.WRITTEN_MILLIS));

    assertThat(first.timestamp()).isEqualTo(MICROS);
    assertThat(second.timestamp()).isEqualTo(MICROS + 1);
  }

  @Test
  void a_higher_offset_wins_over_a_later_timestamp() {
    clock.stamp(row(1, Rows.WRITTEN_MILLIS + 5));

    Row second = clock.stamp(row(2, Rows.WRITTEN_MILLIS));

    assertThat(second.timestamp()).isEqualTo(MICROS + 5001);
  }

  @Test
  void a_redelivered_record_never_gets_a_later_write_time() {
    clock.stamp(row(1, Rows.WRITTEN_MILLIS));
    clock.stamp(row(2, Rows.WRITTEN_MILLIS));

    Row firstAgain = clock.stamp(row(1, Rows.WRITTEN_MILLIS));
    Row secondAgain = clock.stamp(row(2, Rows.WRITTEN_MILLIS));

    assertThat(firstAgain.timestamp()).isEqualTo(MICROS);
    assertThat(secondAgain.timestamp()).isEqualTo(MICROS + 1);
  }

  @Test
  void keeps_a_write_time_from_a_mapped_field() {
    TableMapper aggregates = Rows.aggregates();
    clock.stamp(aggregates.map(Rows.sinkParts("hourly-aggregates", 1, 1L, Rows.aggregate(9))));

    Row second =
        clock.stamp(aggregates.map(Rows.sinkParts("hourly-aggregates", 2, 1L, Rows.aggregate(8))));

    assertThat(second.timestamp()).isEqualTo(8);
  }

  @Test
  void keeps_a_missing_timestamp() {
    Row row = clock.stamp(row(1, null));

    assertThat(row.timestamp()).isNull();
  }

  private Row row(long offset, Long millis) {
    return events.map(Rows.sinkParts("validated-events", offset, millis, Rows.event("s")));
  }
}
