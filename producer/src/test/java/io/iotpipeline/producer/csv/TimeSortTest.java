package io.iotpipeline.producer.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeSortTest {

  @Test
  void readings_come_in_the_order_of_their_times() {
    List<CsvRow.Reading> readings =
        IntStream.range(0, 5000)
            .mapToObj(i -> reading("s" + i, Instant.EPOCH.plusSeconds(i - 2500)))
            .toList();
    List<CsvRow.Reading> shuffled = new ArrayList<>(readings);
    Collections.shuffle(shuffled, new Random(1));

    assertThat(sorted(shuffled)).isEqualTo(readings);
  }

  @Test
  void readings_of_one_time_stay_in_their_order() {
    List<CsvRow.Reading> readings =
        List.of(
            reading("b", Instant.EPOCH), reading("a", Instant.EPOCH), reading("c", Instant.EPOCH));

    assertThat(sorted(readings)).isEqualTo(readings);
  }

  @Test
  void there_may_be_no_readings() {
    assertThat(sorted(List.of())).isEmpty();
  }

  private static List<CsvRow.Reading> sorted(List<CsvRow.Reading> readings) {
    List<CsvRow.Reading> sorted = new ArrayList<>();
    try (TimeSort sort = TimeSort.of(readings.iterator())) {
      sort.forEachRemaining(sorted::add);
    }
    return sorted;
  }

  private static CsvRow.Reading reading(String sensor, Instant time) {
    return new CsvRow.Reading(7, "row of\n" + sensor, sensor, time, Map.of("line\nbreak", 1.5));
  }
}
