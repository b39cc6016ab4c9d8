package io.iotpipeline.admin.quarantine;

import static io.iotpipeline.admin.quarantine.Rejections.VALUE;
import static io.iotpipeline.admin.quarantine.Rejections.reader;
import static io.iotpipeline.admin.quarantine.Rejections.rejected;
import static io.iotpipeline.admin.quarantine.Rejections.rejectedAt;
import static io.iotpipeline.admin.quarantine.Rejections.replayOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.quarantine.ReplayPlan.Decision;
import io.iotpipeline.schemas.GatewayHeaders;
import io.iotpipeline.schemas.RejectionReason;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {

  private final FakeTopics topics = new FakeTopics();
  private FakeProducer producer = new FakeProducer();

  @Test
  void a_replayed_record_is_unchanged_except_for_a_header_with_its_source() {
    Headers headers = new RecordHeaders().add("trace", new byte[] {7}).add("trace", new byte[] {8});
    topics.reject(rejectedAt(1234), headers);

    replay(QuarantineFilter.ALL, false);

    ProducerRecord<byte[], byte[]> replayed = producer.replayed().get(0);
    assertThat(replayed.topic()).isEqualTo("sensor-events");
    assertThat(replayed.partition()).as("left to the hash of the key").isNull();
    assertThat(replayed.key()).isEqualTo("s-1".getBytes(UTF_8));
    assertThat(replayed.value()).isEqualTo(VALUE);
    assertThat(replayed.headers())
        .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
        .containsExactly("trace=\u0007", "trace=\b", "iot-replay-of=sensor-events/3/1234");
  }

  @Test
  void a_record_without_key_and_value_is_replayed() {
    topics.reject(rejected().setKey(null).setValue(null).build());

    replay(QuarantineFilter.ALL, false);

    assertThat(producer.replayed().get(0).key()).isNull();
    assertThat(producer.replayed().get(0).value()).isNull();
  }

  @Test
  void a_second_run_replays_nothing() {
    topics.reject(rejectedAt(1)).reject(rejectedAt(2));
    replay(QuarantineFilter.ALL, false);
    nextRun();

    ReplayPlan plan = replay(QuarantineFilter.ALL, true);

    assertThat(producer.replayed()).isEmpty();
    assertThat(plan.count(Decision.REPLAYED_BEFORE)).isEqualTo(2);
  }

  @Test
  void a_full_ledger_ends_the_run_before_the_record_that_it_cannot_keep() {
    topics.reject(rejectedAt(1)).reject(rejectedAt(2)).reject(rejectedAt(3));
    Replay limited = new Replay(reader(topics), new TransactionalTarget(producer), 2);

    assertThatThrownBy(() -> limited.run(QuarantineFilter.ALL, false))
        .isInstanceOf(PipelineException.class)
        .hasMessageContainingAll("more than 2 records", "./pipeline quarantine replay");

    assertThat(producer.replayed()).isEmpty();
  }

  @Test
  void a_record_that_was_rejected_again_is_not_replayed() {
    topics.reject(rejectedAt(2), replayOf("sensor-events/3/1"));

    ReplayPlan plan = replay(QuarantineFilter.ALL, false);

    assertThat(producer.replayed()).isEmpty();
    assertThat(plan.count(Decision.REJECTED_AGAIN)).isEqualTo(1);
  }

  @Test
  void a_record_that_was_rejected_again_is_replayed_on_request_with_one_header_per_replay() {
    topics.reject(rejectedAt(2), replayOf("sensor-events/3/1"));

    replay(QuarantineFilter.ALL, true);

    assertThat(producer.replayed().get(0).headers().headers(QuarantinedRecord.REPLAY_OF))
        .extracting(header -> new String(header.value(), UTF_8))
        .containsExactly("sensor-events/3/1", "sensor-events/3/2");
  }

  @Test
  void a_record_that_is_rejected_again_during_the_run_is_not_part_of_it() {
    topics.reject(rejectedAt(1));
    producer.onSend = sent -> topics.freezeEnds().reject(rejectedAt(2), sent.headers());

    replay(QuarantineFilter.ALL, true);

    assertThat(producer.replayed()).hasSize(1);
  }

  @Test
  void all_reasons_do_not_include_duplicates() {
    topics.reject(rejected().setReason("DUPLICATE").build());

    ReplayPlan plan = replay(QuarantineFilter.ALL, false);

    assertThat(producer.history()).isEmpty();
    assertThat(plan.count(Decision.DUPLICATE)).isEqualTo(1);
  }

  @Test
  void duplicates_are_replayed_if_named() {
    topics.reject(rejected().setReason("DUPLICATE").build());

    replay(new QuarantineFilter(Set.of(RejectionReason.DUPLICATE), null, null), false);

    assertThat(producer.replayed()).hasSize(1);
  }

  @Test
  void only_records_that_pass_the_filter_are_replayed() {
    topics.reject(rejectedAt(1)).reject(rejected().setOffset(2).setReason("LATE").build());

    ReplayPlan plan = replay(new QuarantineFilter(Set.of(RejectionReason.LATE), null, null), false);

    assertThat(producer.sources()).containsExactly("sensor-events/3/2");
    assertThat(plan.replayedByReason()).containsOnlyKeys("LATE").containsEntry("LATE", 1L);
  }

  @Test
  void a_record_of_another_topic_is_not_replayed() {
    topics.reject(rejected().setTopic("validated-events").build());

    ReplayPlan plan = replay(QuarantineFilter.ALL, false);

    assertThat(producer.history()).isEmpty();
    assertThat(plan.count(Decision.OTHER_TOPIC)).isEqualTo(1);
  }

  @Test
  void a_dry_run_makes_the_same_decisions_and_writes_nothing() {
    topics.reject(rejectedAt(1));

    ReplayPlan dry =
        new Replay(reader(topics), ReplayTarget.NOWHERE).run(QuarantineFilter.ALL, false);
    ReplayPlan real = replay(QuarantineFilter.ALL, false);

    assertThat(dry.count(Decision.REPLAY)).isEqualTo(1);
    assertThat(real.count(Decision.REPLAY)).isEqualTo(1);
  }

  @Test
  void a_record_that_an_earlier_run_commits_at_the_last_moment_is_not_replayed() {
    topics.reject(rejectedAt(1));
    ProducerRecord<byte[], byte[]> entry =
        ReplayLedger.entry(new SourceOffset("sensor-events", 3, 1));
    producer.onInit =
        () -> topics.append(entry.topic(), 0, 0, entry.key(), entry.value(), entry.headers());

    replay(QuarantineFilter.ALL, false);

    assertThat(producer.replayed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void a_run_that_fails_and_a_new_one_replay_every_record_once(int failing) {
    String[] origins =
        LongStream.range(0, 2500).mapToObj(i -> "sensor-events/3/" + i).toArray(String[]::new);
    LongStream.range(0, 2500).forEach(i -> topics.reject(rejectedAt(i)));
    producer.failingCommit = failing;

    assertThatThrownBy(() -> replay(QuarantineFilter.ALL, false))
        .isInstanceOf(ReplayFailedException.class)
        .hasMessageContaining("next run continues");

    assertThat(producer.transactionAborted()).isTrue();
    assertThat(producer.replayed()).hasSize(1000 * (failing - 1));
    List<String> first = producer.sources();
    nextRun();
    replay(QuarantineFilter.ALL, false);
    assertThat(first).doesNotContainAnyElementsOf(producer.sources());
    assertThat(producer.sources()).hasSize(2500 - first.size()).isSubsetOf(origins);
  }

  @Test
  void a_run_that_another_run_fences_reports_it_and_replays_nothing_more() {
    topics.reject(rejectedAt(1));
    producer.onInit = producer::fenceProducer;

    assertThatThrownBy(() -> replay(QuarantineFilter.ALL, false))
        .isInstanceOf(ReplayFailedException.class)
        .hasMessageContaining("Another replay");

    assertThat(producer.history()).isEmpty();
  }

  @Test
  void a_record_that_becomes_too_large_is_named_with_the_remedy() {
    topics.reject(rejectedAt(1)).reject(rejectedAt(2));
    producer.tooLarge = new SourceOffset("sensor-events", 3, 2);

    assertThatThrownBy(() -> replay(QuarantineFilter.ALL, false))
        .isInstanceOf(ReplayFailedException.class)
        .hasMessageContaining("sensor-events/3/2 is too large")
        .hasMessageContaining("max.message.bytes");

    assertThat(producer.history()).as("a batch is atomic").isEmpty();
  }

  @Test
  void large_records_make_small_batches() {
    for (int i = 0; i < 20; i++) {
      topics.reject(
          rejected().setOffset(i).setValue(ByteBuffer.wrap(new byte[1024 * 1024])).build());
    }

    replay(QuarantineFilter.ALL, false);

    assertThat(producer.replayed()).hasSize(20);
    assertThat(producer.commitCount()).isEqualTo(3);
  }

  @Test
  void a_record_that_is_not_kept_whole_is_not_replayed() {
    topics
        .reject(rejected().setOffset(1).setValueSize(4_000_000L).build())
        .reject(rejected().setOffset(2).setKeySize(2_000_000L).build())
        .reject(rejected().setOffset(3).setHeadersSize(2_000_000L).build());

    ReplayPlan plan = replay(QuarantineFilter.ALL, false);

    assertThat(producer.replayed()).isEmpty();
    assertThat(plan.count(Decision.TOO_LARGE)).isEqualTo(3);
  }

  @Test
  void what_a_gateway_could_not_read_is_not_replayed_even_if_named() {
    topics.reject(
        rejected().setReason("UNREADABLE").build(),
        new RecordHeaders().add(GatewayHeaders.UNREADABLE, "no JSON".getBytes(UTF_8)));

    ReplayPlan plan =
        replay(new QuarantineFilter(Set.of(RejectionReason.UNREADABLE), null, null), true);

    assertThat(producer.history()).isEmpty();
    assertThat(plan.count(Decision.UNREADABLE)).isEqualTo(1);
  }

  private ReplayPlan replay(QuarantineFilter filter, boolean again) {
    return new Replay(reader(topics), new TransactionalTarget(producer)).run(filter, again);
  }

  /** Appends the ledger entries of the previous run to their topic and creates a new producer. */
  private void nextRun() {
    producer.history().stream()
        .filter(sent -> sent.topic().equals(ReplayLedger.TOPIC))
        .forEach(
            sent -> topics.append(sent.topic(), 0, 0, sent.key(), sent.value(), sent.headers()));
    producer = new FakeProducer();
  }

  /** A MockProducer whose commits and sends can fail. */
  private static final class FakeProducer extends MockProducer<byte[], byte[]> {

    private Runnable onInit = () -> {};
    private Consumer<ProducerRecord<byte[], byte[]>> onSend = sent -> {};
    private int failingCommit;
    private int commits;
    private SourceOffset tooLarge;
    private RecordTooLargeException rejection;

    FakeProducer() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void initTransactions() {
      super.initTransactions();
      onInit.run();
    }

    /** Like the real producer: the callback gets the error at once, the commit fails later. */
    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> sent, Callback callback) {
      if (tooLarge != null && tooLarge.toString().equals(source(sent))) {
        rejection = new RecordTooLargeException("made too large");
        callback.onCompletion(null, rejection);
        return CompletableFuture.failedFuture(rejection);
      }
      return super.send(sent, callback);
    }

    @Override
    public void commitTransaction() {
      commits++;
      if (rejection != null) {
        throw new KafkaException("in error state", rejection);
      }
      if (commits == failingCommit) {
        throw new KafkaException("made to fail");
      }
      super.commitTransaction();
      replayed().forEach(onSend);
    }

    List<ProducerRecord<byte[], byte[]>> replayed() {
      return history().stream().filter(sent -> sent.topic().equals("sensor-events")).toList();
    }

    List<String> sources() {
      return replayed().stream().map(FakeProducer::source).toList();
    }

    private static String source(ProducerRecord<byte[], byte[]> sent) {
      Header header = sent.headers().lastHeader(QuarantinedRecord.REPLAY_OF);
      return header == null ? "" : new String(header.value(), UTF_8);
    }
  }
}
