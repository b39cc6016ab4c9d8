package io.iotpipeline.streamsapp.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The metrics, rendered at most once per second: it takes long, and many clients may ask at a time.
 */
final class CachedMetrics {

  static final long MAX_AGE_NANOS = Duration.ofSeconds(1).toNanos();

  /** Prometheus text format, version 0.0.4. */
  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Supplier<String> metrics;
  private final LongSupplier nanoClock;
  private Reply latest;
  private long renderedNanos;

  CachedMetrics(Supplier<String> metrics, LongSupplier nanoClock) {
    this.metrics = metrics;
    this.nanoClock = nanoClock;
  }

  synchronized Reply reply() {
    if (latest == null || nanoClock.getAsLong() - renderedNanos >= MAX_AGE_NANOS) {
      latest = new Reply(200, CONTENT_TYPE, metrics.get().getBytes(UTF_8), Map.of());
      renderedNanos = nanoClock.getAsLong();
    }
    return latest;
  }
}
