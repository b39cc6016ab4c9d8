package io.iotpipeline.admin.quarantine;

import static io.iotpipeline.admin.quarantine.Rejections.AT;
import static io.iotpipeline.admin.quarantine.Rejections.record;
import static io.iotpipeline.admin.quarantine.Rejections.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.RejectionReason;
import java.nio.ByteBuffer;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuarantineFilterTest {

  @Test
  void accepts_any_of_the_reasons() {
    QuarantineFilter filter =
        new QuarantineFilter(
            Set.of(RejectionReason.LATE, RejectionReason.UNKNOWN_SCHEMA), null, null);

    assertThat(filter).accepts(record(rejected()), record(rejected().setReason("LATE")));
    assertThat(filter).rejects(record(rejected().setReason("DUPLICATE")));
  }

  @Test
  void accepts_an_unknown_reason_if_no_reason_is_given() {
    assertThat(QuarantineFilter.ALL).accepts(record(rejected().setReason("OF_TOMORROW")));
  }

  @Test
  void accepts_one_sensor() {
    QuarantineFilter filter = new QuarantineFilter(Set.of(), "s-1", null);

    assertThat(filter).accepts(record(rejected()));
    assertThat(filter)
        .rejects(
            record(rejected().setKey(Rejections.bytes("s-10"))), record(rejected().setKey(null)));
  }

  @Test
  void accepts_a_key_that_is_not_text_by_its_bytes() {
    QuarantineFilter filter = new QuarantineFilter(Set.of(), "0xff00", null);

    assertThat(filter)
        .accepts(record(rejected().setKey(ByteBuffer.wrap(new byte[] {(byte) 0xff, 0}))));
  }

  @Test
  void accepts_records_from_the_given_time_on() {
    QuarantineFilter filter = new QuarantineFilter(Set.of(), null, AT);

    assertThat(filter).accepts(record(rejected()));
    assertThat(filter).rejects(record(rejected().setRejectedAt(AT.minusMillis(1))));
  }
}
