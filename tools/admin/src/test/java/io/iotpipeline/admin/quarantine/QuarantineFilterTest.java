package io.iotpipeline.admin.quarantine;

import static io.iotpipeline.admin.quarantine.Refusals.AT;
import static io.iotpipeline.admin.quarantine.Refusals.record;
import static io.iotpipeline.admin.quarantine.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.RejectionReason;
import java.nio.ByteBuffer;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuarantineFilterTest {

  @Test
  void passes_any_of_the_reasons() {
    QuarantineFilter filter =
        new QuarantineFilter(
            Set.of(RejectionReason.LATE, RejectionReason.UNKNOWN_SCHEMA), null, null);

    assertThat(filter).accepts(record(refusal()), record(refusal().setReason("LATE")));
    assertThat(filter).rejects(record(refusal().setReason("DUPLICATE")));
  }

  @Test
  void passes_a_reason_of_tomorrow_when_all_are_meant() {
    assertThat(QuarantineFilter.ALL).accepts(record(refusal().setReason("OF_TOMORROW")));
  }

  @Test
  void passes_one_sensor() {
    QuarantineFilter filter = new QuarantineFilter(Set.of(), "s-1", null);

    assertThat(filter).accepts(record(refusal()));
    assertThat(filter)
        .rejects(record(refusal().setKey(Refusals.bytes("s-10"))), record(refusal().setKey(null)));
  }

  @Test
  void finds_a_key_that_is_no_text_by_its_bytes() {
    QuarantineFilter filter = new QuarantineFilter(Set.of(), "0xff00", null);

    assertThat(filter)
        .accepts(record(refusal().setKey(ByteBuffer.wrap(new byte[] {(byte) 0xff, 0}))));
  }

  @Test
  void passes_from_the_moment_itself() {
    QuarantineFilter filter = new QuarantineFilter(Set.of(), null, AT);

    assertThat(filter).accepts(record(refusal()));
    assertThat(filter).rejects(record(refusal().setRejectedAt(AT.minusMillis(1))));
  }
}
