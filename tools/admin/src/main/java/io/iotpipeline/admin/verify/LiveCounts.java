package io.iotpipeline.admin.verify;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Counts the records of topics and the rows of tables on two background threads. */
public final class LiveCounts implements AutoCloseable {

  private static final Duration ROW_COUNT_INTERVAL = Duration.ofSeconds(1);

  private final Pipeline pipeline;
  private final PrintStream err;
  private final Map<String, AtomicLong> records = new ConcurrentHashMap<>();
  private final AtomicLong eventRows = new AtomicLong();
  private final AtomicLong hourlyRows = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param err where to print that the rows cannot be counted
   */
  public LiveCounts(Pipeline pipeline, PrintStream err) {
    this.pipeline = pipeline;
    this.err = err;
    Topics.all().forEach(topic -> records.put(topic.name(), new AtomicLong()));
    threads.add(new Thread(this::countRecords, "count-records"));
    threads.add(new Thread(this::countRows, "count-rows"));
    threads.forEach(thread -> thread.setDaemon(true));
    threads.forEach(Thread::start);
  }

  /** Committed records of a topic that have been read so far. */
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
  public void close() {
    closed.countDown();
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the threads are daemons and end on their own
    }
  }

  private void countRecords() {
    try (KafkaConsumer<byte[], byte[]> consumer = KafkaClients.consumer(pipeline)) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (Topic topic : Topics.all()) {
        for (PartitionInfo info : consumer.partitionsFor(topic.name())) {
          partitions.add(new TopicPartition(topic.name(), info.partition()));
        }
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (closed.getCount() > 0) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> records.get(record.topic()).incrementAndGet());
      }
    }
  }

  private void countRows() {
    try (CqlSession session = CassandraSession.open(pipeline)) {
      do {
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
      } while (!closed.await(ROW_COUNT_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    } catch (DriverException e) {
      // The record counts continue; a later verification reports what is wrong.
      err.println("The rows cannot be counted: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Counts by partition, and so page by page: count(*) of a large table times out. */
  private static long sum(CqlSession session, String cql) {
    long sum = 0;
    for (Row row : session.execute(cql)) {
      sum += row.getLong("rows");
    }
    return sum;
  }
}
