package io.iotpipeline.api.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.schemas.RejectionReason;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplaysTest {

  private final FakeReplays work = new FakeReplays();
  private final Replays replays = work.replays(Instant.parse("2026-11-27T10:30:00Z"));

  @AfterEach
  void stop() {
    work.release();
    replays.close();
  }

  private static ReplayRequest request(boolean dryRun) {
    return new ReplayRequest(
        RejectionReason.UNKNOWN_METRIC, Optional.empty(), Optional.empty(), false, dryRun);
  }

  private JsonNode ended() {
    await().until(() -> !replays.isRunning());
    return replays.last();
  }

  @Test
  void shows_what_was_replayed_and_what_became_of_it_in_the_words_of_the_verb() {
    String id = replays.start(request(false), "test").path("id").asText();
    JsonNode job = ended();

    assertThat(job.path("id").asText()).isEqualTo(id);
    assertThat(job.path("state").asText()).isEqualTo("DONE");
    assertThat(job.path("found").asLong()).isEqualTo(5);
    assertThat(job.path("decisions").toString())
        .isEqualTo(
            "[{\"decision\":\"REPLAY\",\"count\":3,\"text\":\"replayed\"},"
                + "{\"decision\":\"REPLAYED_BEFORE\",\"count\":2,"
                + "\"text\":\"skipped: replayed by an earlier run\"}]");
    assertThat(job.path("outcome").toString())
        .isEqualTo(
            "{\"validated\":1,\"rejected_again\":1,\"not_processed\":1,"
                + "\"rejected_by_reason\":{\"LATE\":1}}");
    assertThat(replays.replayed()).isEqualTo(3);
  }

  @Test
  void a_dry_run_counts_as_nothing_replayed() {
    replays.start(request(true), "test");
    JsonNode job = ended();

    assertThat(job.at("/decisions/0/text").asText()).isEqualTo("would be replayed");
    assertThat(job.path("outcome").isNull()).isTrue();
    assertThat(replays.replayed()).isZero();
  }

  @Test
  void one_runs_at_a_time_and_shows_how_far_it_is() {
    work.hold();
    replays.start(request(false), "test");
    await().until(() -> replays.last().at("/progress/read").asLong() == 5);

    assertThatThrownBy(() -> replays.start(request(true), "test"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContainingAll("UNKNOWN_METRIC runs since 2026-11-27T10:30", "GET");
    assertThat(replays.last().path("state").asText()).isEqualTo("RUNNING");
    assertThat(replays.last().path("found").isNull()).isTrue();

    work.release();
    ended();
    replays.start(request(true), "test");
    ended();
    assertThat(work.requests()).containsExactly(request(false), request(true));
  }

  @Test
  void a_failure_is_a_sentence_with_its_cause_and_the_next_one_may_run() {
    work.failWith(new IllegalStateException("rolled back", new KafkaException("no broker")));
    replays.start(request(false), "test");
    JsonNode failed = ended();

    assertThat(failed.path("state").asText()).isEqualTo("FAILED");
    assertThat(failed.path("error").asText()).isEqualTo("rolled back: no broker");

    work.failWith(null);
    replays.start(request(false), "test");
    assertThat(ended().path("state").asText()).isEqualTo("DONE");
  }

  @Test
  void the_end_of_the_api_ends_a_replay_before_it_reads_on() {
    work.hold();
    replays.start(request(false), "test");
    await().until(() -> replays.last().at("/progress/read").asLong() == 5);
    Thread closer = new Thread(replays::close);
    closer.start();
    await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
    work.release();

    assertThat(ended().path("error").asText()).contains("the API stops");
    assertThat(replays.last().at("/progress/read").asLong()).isEqualTo(5);
  }
}
