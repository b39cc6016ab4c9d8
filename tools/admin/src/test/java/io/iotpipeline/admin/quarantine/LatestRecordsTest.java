package io.iotpipeline.admin.quarantine;

import static io.iotpipeline.admin.quarantine.Rejections.AT;
import static io.iotpipeline.admin.quarantine.Rejections.record;
import static io.iotpipeline.admin.quarantine.Rejections.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatestRecordsTest {

  @Test
  void keeps_the_records_that_were_rejected_last_in_any_order_of_reading() {
    LatestRecords latest = new LatestRecords(2);

    IntStream.of(3, 5, 1, 4, 2)
        .forEach(i -> latest.add(record(rejected().setOffset(i).setRejectedAt(AT.plusSeconds(i)))));

    assertThat(latest.records())
        .extracting(record -> record.source().offset())
        .containsExactly(5L, 4L);
  }
}
