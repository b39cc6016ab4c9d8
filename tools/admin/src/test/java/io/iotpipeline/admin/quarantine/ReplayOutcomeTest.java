package io.iotpipeline.admin.quarantine;

import static io.iotpipeline.admin.quarantine.Rejections.rejectedAt;
import static io.iotpipeline.admin.quarantine.Rejections.replayOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ReplayOutcomeTest {

  private static final byte[] ANY = {1};

  private final FakeTopics quarantine =
      new FakeTopics().reject(rejectedAt(1)).reject(rejectedAt(2)).reject(rejectedAt(3));

  /** Both topics have a record from before the replay, with a header that a producer has forged. */
  private final FakeTopics topics =
      new FakeTopics()
          .reject(rejectedAt(4), replayOf("sensor-events/3/1"))
          .append("validated-events", 0, 0, ANY, ANY, replayOf("sensor-events/3/1"));

  @Test
  void counts_what_became_of_the_records_of_this_run_and_of_no_other() {
    topics.freezeEnds();
    ReplayOutcome outcome = new ReplayOutcome(topics, new Rejections.RejectedEvents());
    ReplayPlan plan = replayAll();
    topics
        .append("validated-events", 0, 1, ANY, ANY, replayOf("sensor-events/3/1"))
        .append("validated-events", 0, 1, ANY, ANY, replayOf("sensor-events/3/99"))
        .append("validated-events", 0, 1, ANY, ANY, replayOf("forged"))
        .append("validated-events", 0, 1, ANY, ANY, new RecordHeaders())
        .reject(rejectedAt(5), replayOf("sensor-events/3/2"))
        .reject(rejectedAt(6));
    topics.deliver();

    outcome.await(plan, Duration.ofMillis(300));

    assertThat(outcome.validated()).isEqualTo(1);
    assertThat(outcome.rejectedByReason()).isEqualTo(Map.of("UNKNOWN_SCHEMA", 1L));
  }

  private ReplayPlan replayAll() {
    return new Replay(Rejections.reader(quarantine), ReplayTarget.NOWHERE)
        .run(QuarantineFilter.ALL, false);
  }
}
