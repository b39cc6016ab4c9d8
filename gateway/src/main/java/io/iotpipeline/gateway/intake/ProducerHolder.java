package io.iotpipeline.gateway.intake;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the producer, and replaces it after a fatal error, which a producer does not survive. While
 * a new one is opened there is none. Thread-safe; no method but {@link #close()} waits.
 */
final class ProducerHolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProducerHolder.class);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Supplier<Producer<byte[], byte[]>> opener;
  private final Runnable onReplaced;
  private final AtomicReference<Producer<byte[], byte[]>> current;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "kafka-producer-replacement");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param opener opens a producer that knows the partitions of the topic; may block and throw
   * @param onReplaced called for each fatal error
   */
  ProducerHolder(Supplier<Producer<byte[], byte[]>> opener, Runnable onReplaced) {
    this.opener = opener;
    this.onReplaced = onReplaced;
    this.current = new AtomicReference<>(opener.get());
  }

  /** Whether no later record of the same producer can be acknowledged. */
  static boolean isFatal(Exception problem) {
    return problem instanceof ProducerFencedException
        || problem instanceof OutOfOrderSequenceException
        || problem instanceof ClusterAuthorizationException
        || problem instanceof UnsupportedVersionException;
  }

  /** Null while a new one is opened. */
  Producer<byte[], byte[]> current() {
    return current.get();
  }

  /**
   * Closes a producer, which fails what it has in flight, and opens another one.
   *
   * @param failed not the current one: it was replaced already
   */
  void replace(Producer<byte[], byte[]> failed, Exception problem) {
    if (current.compareAndSet(failed, null)) {
      LOG.warn("Kafka's producer is replaced after a fatal error: {}", problem.toString());
      onReplaced.run();
      executor.execute(
          () -> {
            failed.close(Duration.ZERO);
            open();
          });
    }
  }

  private void open() {
    try {
      current.set(opener.get());
      LOG.info("Kafka's producer is replaced");
    } catch (KafkaException e) {
      LOG.warn("Cannot open a producer, trying again: {}", e.getMessage());
      var unused = executor.schedule(this::open, RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    Producer<byte[], byte[]> last = current.getAndSet(null);
    if (last != null) {
      last.close(Duration.ZERO);
    }
  }
}
