package io.iotpipeline.streamsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.streamsapp.http.HealthReport;
import java.time.Instant;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {

  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private final ThreadFailures failures = new ThreadFailures(() -> now);

  @Test
  void one_failure_is_reported_and_does_not_mean_that_threads_keep_failing() {
    failures.add(new IllegalStateException("once"));

    assertThat(failures.continuing()).isFalse();
    assertThat(failures.report())
        .contains(
            new HealthReport.ThreadFailures(
                1, "2026-03-01T10:00:00Z", "IllegalStateException: once"));
  }

  @Test
  void threads_that_fail_once_a_minute_keep_failing() {
    for (int i = 0; i < 20; i++) {
      failures.add(new IllegalStateException("again"));
      now = now.plus(ThreadFailures.SETTLED).minusSeconds(1);
    }

    assertThat(failures.continuing()).isTrue();
    assertThat(failures.report().orElseThrow().count()).isEqualTo(5);
  }

  @Test
  void a_minute_without_a_failure_settles_them() {
    failures.add(new IllegalStateException());
    failures.add(new IllegalStateException());
    assertThat(failures.continuing()).isTrue();

    now = now.plus(ThreadFailures.SETTLED);

    assertThat(failures.continuing()).isFalse();
    assertThat(failures.report()).isPresent();
  }

  @Test
  void an_old_failure_is_forgotten() {
    failures.add(new IllegalStateException());

    now = now.plus(ThreadFailures.REPORTED).plusSeconds(1);

    assertThat(failures.report()).isEmpty();
  }

  @Test
  void the_error_is_the_root_cause_in_one_line() {
    failures.add(
        new StreamsException(
            "Error encountered sending record to topic rejected-events for task 0_3",
            new RecordTooLargeException("The message is 3000000 bytes\nand more")));

    assertThat(failures.report().orElseThrow().error())
        .isEqualTo("RecordTooLargeException: The message is 3000000 bytes");
  }
}
