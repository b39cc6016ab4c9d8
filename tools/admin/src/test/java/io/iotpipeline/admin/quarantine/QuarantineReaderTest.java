package io.iotpipeline.admin.quarantine;

import static io.iotpipeline.admin.quarantine.Rejections.AT;
import static io.iotpipeline.admin.quarantine.Rejections.VALUE;
import static io.iotpipeline.admin.quarantine.Rejections.read;
import static io.iotpipeline.admin.quarantine.Rejections.rejected;
import static io.iotpipeline.admin.quarantine.Rejections.rejectedAt;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class QuarantineReaderTest {

  private final FakeTopics topics = new FakeTopics();

  @Test
  void a_record_equals_the_rejected_one() {
    topics.reject(rejectedAt(1234), new RecordHeaders().add("trace", new byte[] {7}));

    QuarantinedRecord record = read(topics, QuarantineFilter.ALL).get(0);

    assertThat(record.source()).isEqualTo(new SourceOffset("sensor-events", 3, 1234));
    assertThat(record.rejectedAt()).isEqualTo(AT);
    assertThat(record.key()).isEqualTo("s-1".getBytes(UTF_8));
    assertThat(record.value()).isEqualTo(VALUE);
    assertThat(record.headers().lastHeader("trace").value()).containsExactly(7);
    assertThat(record.isRejectedAgain()).isFalse();
  }

  @Test
  void reads_all_partitions_to_their_ends() {
    topics.reject(rejectedAt(1)).reject(rejectedAt(2)).reject(rejected().setPartition(7).build());

    assertThat(read(topics, QuarantineFilter.ALL)).hasSize(3);
  }

  @Test
  void a_record_that_arrives_during_the_read_is_not_read() {
    topics.reject(rejectedAt(1)).freezeEnds().reject(rejectedAt(2));

    assertThat(read(topics, QuarantineFilter.ALL))
        .extracting(record -> record.source().offset())
        .containsExactly(1L);
  }

  @Test
  void stops_when_the_sink_returns_false() {
    topics.reject(rejectedAt(1)).reject(rejectedAt(2)).reject(rejectedAt(3));
    List<QuarantinedRecord> taken = new ArrayList<>();

    Rejections.reader(topics)
        .read(QuarantineFilter.ALL, record -> taken.add(record) && taken.size() < 2);

    assertThat(taken).hasSize(2);
  }

  @Test
  void skips_records_that_were_appended_long_before() {
    byte[] junk = {1};
    topics
        .append(
            "rejected-events",
            3,
            AT.minusSeconds(7200).toEpochMilli(),
            junk,
            junk,
            new RecordHeaders())
        .reject(rejected().setRejectedAt(AT.minus(Duration.ofMinutes(5))).build())
        .reject(rejectedAt(2));

    // Decoding the junk would fail.
    assertThat(read(topics, new QuarantineFilter(Set.of(), null, AT)))
        .extracting(record -> record.source().offset())
        .containsExactly(2L);
  }

  @Test
  void no_record_since_then_reads_nothing() {
    topics.reject(rejectedAt(1));

    assertThat(read(topics, new QuarantineFilter(Set.of(), null, AT.plus(Duration.ofDays(1)))))
        .isEmpty();
  }

  @Test
  void a_quarantine_that_was_never_created_is_empty() {
    assertThat(read(topics, QuarantineFilter.ALL)).isEmpty();
  }

  @Test
  void names_the_record_that_cannot_be_decoded() {
    topics
        .reject(rejectedAt(1))
        .append("rejected-events", 3, AT.toEpochMilli(), null, new byte[] {1}, new RecordHeaders());

    assertThatThrownBy(() -> read(topics, QuarantineFilter.ALL))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("rejected-events/3/1");
  }
}
