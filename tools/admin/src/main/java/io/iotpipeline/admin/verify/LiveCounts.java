package io.iotpipeline.admin.verify;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Counts, on threads of its own, what is in the topics and in the tables, for a live screen. */
public final class LiveCounts implements AutoCloseable {

  private static final Duration BETWEEN_ROW_COUNTS = Duration.ofSeconds(1);

  private final Pipeline pipeline;
  private final Map<String, AtomicLong> records = new ConcurrentHashMap<>();
  private final AtomicLong eventRows = new AtomicLong();
  private final AtomicLong hourlyRows = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  public LiveCounts(Pipeline pipeline) {
    this.pipeline = pipeline;
    Topics.all().forEach(topic -> records.put(topic.name(), new AtomicLong()));
    threads.add(new Thread(this::countRecords, "count-records"));
    threads.add(new Thread(this::countRows, "count-rows"));
    threads.forEach(thread -> thread.setDaemon(true));
    threads.forEach(Thread::start);
  }

  /** Committed records of a topic, as far as they have been read. */
  public long records(Topic topic) {
    return records.get(topic.name()).get();
  }

  public long eventRows() {
    return eventRows.get();
  }

  public long hourlyRows() {
    return hourlyRows.get();
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void countRecords() {
    try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(pipeline)) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (Topic topic : Topics.all()) {
        for (PartitionInfo info : consumer.partitionsFor(topic.name())) {
          partitions.add(new TopicPartition(topic.name(), info.partition()));
        }
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!closed) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> records.get(record.topic()).incrementAndGet());
      }
    }
  }

  private void countRows() {
    try (CqlSession session = CassandraSession.open(pipeline)) {
      while (!closed) {
        eventRows.set(
            sum(
                session,
                "SELECT sensor_id, day, hour, count(*) AS rows FROM iot.sensor_events"
                    + " GROUP BY sensor_id, day, hour"));
        hourlyRows.set(
            sum(
                session,
                "SELECT sensor_id, metric, count(*) AS rows FROM iot.hourly_aggregates"
                    + " GROUP BY sensor_id, metric"));
        LockSupport.parkNanos(BETWEEN_ROW_COUNTS.toNanos());
      }
    } catch (DriverException e) {
      // The screen goes on without; verify tells at the end what is wrong.
      System.err.println("The rows cannot be counted: " + e.getMessage());
    }
  }

  /** By partition, and so in pages: a plain count(*) of a large table runs into its time-out. */
  private static long sum(CqlSession session, String cql) {
    long sum = 0;
    for (Row row : session.execute(cql)) {
      sum += row.getLong("rows");
    }
    return sum;
  }
}
