package io.iotpipeline.api.source;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic in a thread of its own, from a position on and then what comes. After any failure
 * it begins again where it was, so Kafka and the registry may come and go.
 */
public final class TopicTail implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration METADATA = Duration.ofSeconds(10);
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final long RETRY_MS = 1_000;

  /** How often it looks for new partitions, and whether Kafka answers: a poll does not fail. */
  private static final long CHECK_NANOS = Duration.ofSeconds(30).toNanos();

  /** A problem that passes sooner does not count: load balancers need not know. */
  private static final long GAP_NANOS = Duration.ofSeconds(30).toNanos();

  /** Value of {@code fromEnd}: read all of it. */
  public static final long ALL = Long.MAX_VALUE;

  /** Takes a record; a failure makes the tail read it again. */
  public interface Handler {
    void handle(ConsumerRecord<byte[], byte[]> record);
  }

  private final String topic;
  private final long fromEnd;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Handler handler;
  private final LongSupplier nanoTime;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Thread thread;
  private volatile Consumer<byte[], byte[]> current;
  private volatile boolean caughtUp;
  private volatile boolean skipped;
  private final LongAdder read = new LongAdder();
  private volatile Problem problem;

  /** Why the topic cannot be read, and since when. */
  private record Problem(String text, long sinceNanos) {}

  /**
   * @param fromEnd how many offsets before the end of each partition it begins, or {@link #ALL}
   */
  public TopicTail(
      String topic,
      long fromEnd,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Handler handler,
      LongSupplier nanoTime) {
    this.topic = topic;
    this.fromEnd = fromEnd;
    this.consumers = consumers;
    this.handler = handler;
    this.nanoTime = nanoTime;
    this.problem = new Problem("it has not been read yet", nanoTime.getAsLong());
    this.thread = new Thread(this::run, "tail-" + topic);
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Whether it has read once to the end that the topic had at its start. */
  public boolean caughtUp() {
    return caughtUp;
  }

  /** How many records it has read. */
  public long read() {
    return read.sum();
  }

  /** Whether it has left out records, because they were further from the end than it reads. */
  public boolean hasSkipped() {
    return skipped;
  }

  /** Why the topic cannot be read just now. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem).map(Problem::text);
  }

  /**
   * Why what is made of the topic is not complete: it is being read for the first time, or it could
   * not be read for a while.
   */
  public Optional<String> waitingFor() {
    Problem now = problem;
    if (!caughtUp) {
      return Optional.of(now == null ? "it is being read" : now.text());
    }
    return Optional.ofNullable(now)
        .filter(each -> nanoTime.getAsLong() - each.sinceNanos() >= GAP_NANOS)
        .map(Problem::text);
  }

  public String topic() {
    return topic;
  }

  private void run() {
    while (closed.getCount() > 0) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        current = consumer;
        follow(consumer);
      } catch (WakeupException e) {
        // closed, or the loop goes on
      } catch (VirtualMachineError e) {
        LOG.error("Topic {} is read no longer; start the API again", topic, e);
        failed(e.toString());
        throw e;
      } catch (Throwable e) { // of Kafka, of the registry, of a bug: all may pass
        report(e);
        pause();
      }
    }
  }

  private void report(Throwable failure) {
    String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    if (problem().filter(text::equals).isEmpty()) {
      LOG.warn("Topic {} cannot be read: {}; trying again each second", topic, text, failure);
    }
    failed(text);
  }

  private void failed(String text) {
    Problem before = problem;
    problem = new Problem(text, before == null ? nanoTime.getAsLong() : before.sinceNanos());
  }

  private void pause() {
    try {
      var unused = closed.await(RETRY_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = partitions(consumer);
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, METADATA);
    seek(consumer, partitions, ends);
    long checkedAt = nanoTime.getAsLong();
    while (closed.getCount() > 0) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        handler.handle(record);
        read.increment();
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
      }
      boolean isAtEnd =
          (problem != null || !caughtUp)
              && partitions.stream().allMatch(each -> consumer.position(each) >= ends.get(each));
      if (isAtEnd || !records.isEmpty()) {
        problem = null; // not before: the same record may fail again
      }
      caughtUp |= isAtEnd;
      if (nanoTime.getAsLong() - checkedAt > CHECK_NANOS) {
        var unused = consumer.endOffsets(partitions, METADATA);
        if (partitions(consumer).size() != partitions.size()) {
          return; // begins again, with the new partitions
        }
        checkedAt = nanoTime.getAsLong();
      }
    }
  }

  private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    List<PartitionInfo> found = consumer.partitionsFor(topic, METADATA);
    if (found == null || found.isEmpty()) {
      throw new IllegalStateException("Kafka has no topic " + topic + "; ./pipeline up creates it");
    }
    return found.stream().map(each -> new TopicPartition(topic, each.partition())).toList();
  }

  private void seek(
      Consumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, METADATA);
    for (TopicPartition each : partitions) {
      long first =
          fromEnd == ALL
              ? beginnings.get(each)
              : Math.max(beginnings.get(each), ends.get(each) - fromEnd);
      skipped |= !next.containsKey(each) && first > beginnings.get(each);
      consumer.seek(each, next.getOrDefault(each, first));
    }
  }

  /** Makes it end; {@link #close} waits for that. */
  public void stop() {
    closed.countDown();
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  @Override
  public void close() {
    stop();
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
