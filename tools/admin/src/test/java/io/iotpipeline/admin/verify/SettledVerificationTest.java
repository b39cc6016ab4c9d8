package io.iotpipeline.admin.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.admin.cluster.PipelineException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SettledVerificationTest {

  private static final Verification OK = verification(true);
  private static final Verification FAILED = verification(false);

  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void a_pipeline_at_rest_is_verified_once() {
    assertThat(settled(Map.of(), OK).verify(Duration.ZERO)).isSameAs(OK);
    assertThat(runs).hasValue(1);
  }

  @Test
  void a_failed_verification_is_returned_after_the_timeout() {
    assertThat(settled(Map.of(), FAILED).verify(Duration.ZERO)).isSameAs(FAILED);
    assertThat(runs).hasValue(1);
  }

  @Test
  void a_pipeline_that_never_comes_to_rest_is_verified_after_the_timeout() {
    assertThat(settled(Map.of("iot-streams-app", 3), OK).verify(Duration.ZERO)).isSameAs(OK);
    assertThat(runs).hasValue(1);
  }

  @Test
  void nothing_is_verified_while_a_node_is_known_to_be_down() {
    SettledVerification settled =
        new SettledVerification(
            Map::of,
            () -> OK,
            () -> {
              throw new PipelineException("cassandra-2 is down");
            },
            silent());

    assertThatThrownBy(() -> settled.verify(Duration.ZERO)).hasMessage("cassandra-2 is down");
  }

  private SettledVerification settled(Map<String, Integer> lag, Verification verification) {
    return new SettledVerification(
        () -> lag,
        () -> {
          runs.incrementAndGet();
          return verification;
        },
        () -> {},
        silent());
  }

  private static Verification verification(boolean ok) {
    return new Verification(
        Map.of(), Map.of(), List.of(new Verification.Check("ids = rows", ok, "1 = 1")));
  }

  private static PrintStream silent() {
    return new PrintStream(OutputStream.nullOutputStream());
  }
}
