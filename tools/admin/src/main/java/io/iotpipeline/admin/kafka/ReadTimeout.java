package io.iotpipeline.admin.kafka;

import io.iotpipeline.admin.cluster.PipelineException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Ends a read of a topic that does not advance: a consumer waits for its broker without end. */
public final class ReadTimeout {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final String topic;
  private final LongSupplier nanoTime;
  private long position = Long.MIN_VALUE;
  private long advancedAt;

  public ReadTimeout(String topic) {
    this(topic, System::nanoTime);
  }

  ReadTimeout(String topic, LongSupplier nanoTime) {
    this.topic = topic;
    this.nanoTime = nanoTime;
  }

  /**
   * Must be called after each poll.
   *
   * @param current a number that grows with what was read
   * @throws PipelineException if it has not changed for a minute
   */
  public void check(long current) {
    long now = nanoTime.getAsLong();
    if (current != position) {
      position = current;
      advancedAt = now;
    } else if (now - advancedAt > LIMIT.toNanos()) {
      throw new PipelineException(
          "no further record of %s could be read for %d s; does Kafka run? See ./pipeline status"
              .formatted(topic, LIMIT.toSeconds()));
    }
  }
}
