package io.iotpipeline.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StatusLineTest {

  private final StringWriter printed = new StringWriter();
  private final AtomicLong nanos = new AtomicLong(-7);

  /** As often as the outcome of a replay is looked at. */
  private void updateFiveTimesASecond(StatusLine status, int seconds) {
    for (int i = 0; i < 5 * seconds; i++) {
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(200));
      int update = i;
      status.update(() -> "update " + update);
    }
  }

  @Test
  void without_a_terminal_there_is_a_line_every_five_seconds() {
    StatusLine status = new StatusLine(new PrintWriter(printed), false, nanos::get);

    updateFiveTimesASecond(status, 12);

    assertThat(printed.toString().lines()).containsExactly("update 24", "update 49");
  }

  @Test
  void on_a_terminal_each_update_replaces_the_one_before() {
    StatusLine status = new StatusLine(new PrintWriter(printed), true, nanos::get);

    updateFiveTimesASecond(status, 1);

    assertThat(printed.toString()).contains("update 0", "update 4").doesNotContain("\n");
  }

  @Test
  void other_lines_do_not_wait() {
    StatusLine status = new StatusLine(new PrintWriter(printed), false, nanos::get);

    status.println("event 1 failed");

    assertThat(printed.toString().lines()).containsExactly("event 1 failed");
  }
}
