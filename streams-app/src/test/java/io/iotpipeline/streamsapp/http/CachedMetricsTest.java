package io.iotpipeline.streamsapp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CachedMetricsTest {

  private final AtomicInteger rendered = new AtomicInteger();
  private final AtomicLong clock = new AtomicLong();
  private final CachedMetrics metrics =
      new CachedMetrics(() -> "a_total " + rendered.incrementAndGet(), clock::get);

  @Test
  void scrapes_within_a_second_share_one_text() {
    metrics.reply();
    clock.addAndGet(CachedMetrics.MAX_AGE_NANOS - 1);

    assertThat(metrics.reply().body()).asString().isEqualTo("a_total 1");
  }

  @Test
  void a_later_scrape_has_new_values() {
    metrics.reply();
    clock.addAndGet(CachedMetrics.MAX_AGE_NANOS);

    assertThat(metrics.reply().body()).asString().isEqualTo("a_total 2");
  }
}
