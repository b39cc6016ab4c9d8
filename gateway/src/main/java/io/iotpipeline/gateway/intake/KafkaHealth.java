package io.iotpipeline.gateway.intake;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether Kafka has acknowledged lately. After a failure without a later acknowledgement it counts
 * as unavailable for some seconds; then a load balancer sends messages again, which show it.
 */
final class KafkaHealth {

  private static final long UNAVAILABLE_NANOS = Duration.ofSeconds(10).toNanos();

  private final LongSupplier nanoTime;
  private volatile boolean failed;
  private volatile long failedAtNanos;

  KafkaHealth(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void report(boolean acknowledged) {
    if (!acknowledged) {
      failedAtNanos = nanoTime.getAsLong();
    }
    failed = !acknowledged;
  }

  boolean isAvailable() {
    return !failed || nanoTime.getAsLong() - failedAtNanos > UNAVAILABLE_NANOS;
  }
}
