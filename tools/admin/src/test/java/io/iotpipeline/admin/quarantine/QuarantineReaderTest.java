package io.iotpipeline.admin.quarantine;

import static io.iotpipeline.admin.quarantine.Refusals.AT;
import static io.iotpipeline.admin.quarantine.Refusals.VALUE;
import static io.iotpipeline.admin.quarantine.Refusals.read;
import static io.iotpipeline.admin.quarantine.Refusals.refusal;
import static io.iotpipeline.admin.quarantine.Refusals.refusalAt;
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
  void a_record_is_what_was_refused() {
    topics.reject(refusalAt(1234), new RecordHeaders().add("trace", new byte[] {7}));

    QuarantinedRecord record = read(topics, QuarantineFilter.ALL).get(0);

    assertThat(record.origin()).isEqualTo(new SourceOffset("sensor-events", 3, 1234));
    assertThat(record.rejectedAt()).isEqualTo(AT);
    assertThat(record.key()).isEqualTo("s-1".getBytes(UTF_8));
    assertThat(record.value()).isEqualTo(VALUE);
    assertThat(record.headers().lastHeader("trace").value()).containsExactly(7);
    assertThat(record.isRefusedAgain()).isFalse();
  }

  @Test
  void reads_all_partitions_to_their_ends() {
    topics.reject(refusalAt(1)).reject(refusalAt(2)).reject(refusal().setPartition(7).build());

    assertThat(read(topics, QuarantineFilter.ALL)).hasSize(3);
  }

  @Test
  void what_arrives_meanwhile_is_not_read() {
    topics.reject(refusalAt(1)).freezeEnds().reject(refusalAt(2));

    assertThat(read(topics, QuarantineFilter.ALL))
        .extracting(record -> record.origin().offset())
        .containsExactly(1L);
  }

  @Test
  void stops_as_soon_as_the_sink_has_enough() {
    topics.reject(refusalAt(1)).reject(refusalAt(2)).reject(refusalAt(3));
    List<QuarantinedRecord> taken = new ArrayList<>();

    Refusals.reader(topics)
        .read(QuarantineFilter.ALL, record -> taken.add(record) && taken.size() < 2);

    assertThat(taken).hasSize(2);
  }

  @Test
  void passes_over_what_was_appended_long_before() {
    byte[] junk = {1};
    topics
        .append(
            "rejected-events",
            3,
            AT.minusSeconds(7200).toEpochMilli(),
            junk,
            junk,
            new RecordHeaders())
        .reject(refusal().setRejectedAt(AT.minus(Duration.ofMinutes(5))).build())
        .reject(refusalAt(2));

    // The junk would be told if it were read.
    assertThat(read(topics, new QuarantineFilter(Set.of(), null, AT)))
        .extracting(record -> record.origin().offset())
        .containsExactly(2L);
  }

  @Test
  void nothing_since_then_is_nothing() {
    topics.reject(refusalAt(1));

    assertThat(read(topics, new QuarantineFilter(Set.of(), null, AT.plus(Duration.ofDays(1)))))
        .isEmpty();
  }

  @Test
  void a_quarantine_that_was_never_created_is_empty() {
    assertThat(read(topics, QuarantineFilter.ALL)).isEmpty();
  }

  @Test
  void names_the_record_that_cannot_be_read() {
    topics
        .reject(refusalAt(1))
        .append("rejected-events", 3, AT.toEpochMilli(), null, new byte[] {1}, new RecordHeaders());

    assertThatThrownBy(() -> read(topics, QuarantineFilter.ALL))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("rejected-events/3/1");
  }
}
