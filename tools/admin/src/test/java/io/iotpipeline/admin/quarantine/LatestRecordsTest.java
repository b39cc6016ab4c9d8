package io.iotpipeline.admin.quarantine;

import static io.iotpipeline.admin.quarantine.Refusals.AT;
import static io.iotpipeline.admin.quarantine.Refusals.record;
import static io.iotpipeline.admin.quarantine.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatestRecordsTest {

  @Test
  void keeps_the_last_refused_in_whatever_order_they_are_read() {
    LatestRecords newest = new LatestRecords(2);

    IntStream.of(3, 5, 1, 4, 2)
        .forEach(i -> newest.add(record(refusal().setOffset(i).setRejectedAt(AT.plusSeconds(i)))));

    assertThat(newest.records())
        .extracting(record -> record.origin().offset())
        .containsExactly(5L, 4L);
  }
}
