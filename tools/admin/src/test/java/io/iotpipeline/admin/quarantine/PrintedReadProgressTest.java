package io.iotpipeline.admin.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PrintedReadProgressTest {

  private static final long SECOND = 1_000_000_000;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final AtomicLong clock = new AtomicLong();
  private final ReadProgress progress =
      new PrintedReadProgress(new PrintStream(out, true, StandardCharsets.UTF_8), clock::get);

  @Test
  void a_short_read_prints_nothing() {
    progress.start("rejected-events", 5000);

    clock.set(SECOND);
    progress.advance(5000);

    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void a_long_read_prints_count_and_rate() {
    progress.start("rejected-events", 5000);

    clock.set(SECOND);
    progress.advance(1000);
    clock.set(2 * SECOND);
    progress.advance(1000);
    clock.set(3 * SECOND);
    progress.advance(1000);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines("rejected-events: read 2,000 of about 5,000 records, 1,000/s");
  }
}
