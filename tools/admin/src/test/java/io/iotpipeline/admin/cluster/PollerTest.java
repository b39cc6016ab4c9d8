package io.iotpipeline.admin.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollerTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Time passes only while the poller sleeps. */
  private static final class FakeTime implements Poller.Time {

    private long nanos = 17;

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException("sleep interrupted");
      }
      nanos += duration.toNanos();
    }
  }

  private final FakeTime time = new FakeTime();
  private final AtomicInteger checks = new AtomicInteger();

  @AfterEach
  void clear_the_interrupt_flag() {
    boolean unused = Thread.interrupted();
  }

  @Test
  void a_check_that_succeeds_at_once_takes_no_time() {
    poller(SECOND).await(missingTimes(0));

    assertThat(checks).hasValue(1);
    assertThat(waited()).isZero();
  }

  @Test
  void repeats_the_check_in_the_given_interval_until_it_succeeds() {
    poller(Duration.ofMinutes(1)).every(Duration.ofMillis(500)).await(missingTimes(3));

    assertThat(checks).hasValue(4);
    assertThat(waited()).isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void a_timeout_names_what_was_waited_for_and_what_was_seen_last() {
    Poller poller = poller(Duration.ofSeconds(3)).every(SECOND).withHint(() -> "\nsee kafka.log");

    assertThatThrownBy(() -> poller.await(missingTimes(100)))
        .isInstanceOf(PipelineException.class)
        .hasMessage("waited 3 s for a leader; last seen: partition 4 has none\nsee kafka.log");
    assertThat(waited()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void the_check_runs_once_if_the_timeout_is_zero() {
    assertThat(poller(Duration.ZERO).tryAwait(missingTimes(1))).isFalse();
    assertThat(checks).hasValue(1);
  }

  @Test
  void try_await_returns_false_after_the_timeout() {
    assertThat(poller(SECOND).tryAwait(missingTimes(100))).isFalse();
  }

  @Test
  void reports_progress_in_the_given_interval() {
    List<String> reports = new ArrayList<>();

    poller(Duration.ofMinutes(1))
        .every(SECOND)
        .reportEvery(
            Duration.ofSeconds(10),
            (waited, missing) -> reports.add(waited.toSeconds() + " s: " + missing))
        .await(missingTimes(25));

    assertThat(reports)
        .containsExactly("10 s: partition 11 has none", "20 s: partition 21 has none");
  }

  @Test
  void an_interrupt_during_the_pause_ends_the_wait_and_keeps_the_flag() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> poller(SECOND).await(missingTimes(100)))
        .isInstanceOf(PipelineException.class)
        .hasMessage("interrupted while waiting for a leader; last seen: partition 1 has none");
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void an_interrupt_during_the_check_ends_the_wait_and_keeps_the_flag() {
    assertThatThrownBy(
            () ->
                poller(SECOND)
                    .await(
                        () -> {
                          throw new InterruptedException("request interrupted");
                        }))
        .isInstanceOf(PipelineException.class)
        .hasMessageStartingWith("interrupted while waiting for a leader");
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void an_exception_of_the_check_ends_the_wait_as_it_is() {
    assertThatThrownBy(
            () ->
                poller(SECOND)
                    .await(
                        () -> {
                          throw new IOException("refused");
                        }))
        .isInstanceOf(IOException.class)
        .hasMessage("refused");
    assertThat(waited()).isZero();
  }

  @Test
  void progress_restarts_the_timeout_of_work_that_progresses() {
    poller(Duration.ofSeconds(3)).every(SECOND).restartOnChange().await(missingTimes(60));

    assertThat(waited()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void work_that_stalls_is_given_up_after_the_timeout() {
    Poller poller = poller(Duration.ofMillis(2500)).every(Duration.ofMillis(500)).restartOnChange();

    assertThatThrownBy(() -> poller.await(() -> Optional.of("5 of 10 rows")))
        .isInstanceOf(PipelineException.class)
        .hasMessage("no progress within 2.5 s while waiting for a leader; last seen: 5 of 10 rows");
  }

  private Poller poller(Duration timeout) {
    return new Poller("a leader", timeout, time);
  }

  /** Finds so many times something missing, each time something else. */
  private Poller.Check<RuntimeException> missingTimes(int times) {
    return () -> {
      int check = checks.incrementAndGet();
      return check > times ? Optional.empty() : Optional.of("partition " + check + " has none");
    };
  }

  private Duration waited() {
    return Duration.ofNanos(time.nanos - 17);
  }
}
