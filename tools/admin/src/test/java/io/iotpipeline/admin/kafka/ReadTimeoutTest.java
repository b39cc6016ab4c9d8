package io.iotpipeline.admin.kafka;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.admin.cluster.PipelineException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadTimeoutTest {

  private final AtomicLong clock = new AtomicLong();
  private final ReadTimeout timeout = new ReadTimeout("hourly-aggregates", clock::get);

  @Test
  void a_read_that_does_not_advance_for_a_minute_ends() {
    timeout.check(7);
    pass(60);
    timeout.check(7);
    pass(1);

    assertThatThrownBy(() -> timeout.check(7))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "no further record of hourly-aggregates could be read for 60 s; does Kafka run?"
                + " See ./pipeline status");
  }

  @Test
  void a_slow_read_does_not_end() {
    for (int position = 0; position < 10; position++) {
      timeout.check(position);
      pass(59);
    }

    assertThatNoException().isThrownBy(() -> timeout.check(10));
  }

  private void pass(int seconds) {
    clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }
}
