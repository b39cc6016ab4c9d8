package io.iotpipeline.connect.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.iotpipeline.connect.cassandra.config.ConnectorFile;
import io.iotpipeline.connect.cassandra.convert.Row;
import io.iotpipeline.connect.cassandra.convert.Rows;
import io.iotpipeline.connect.cassandra.write.FailureKindTest;
import io.iotpipeline.connect.cassandra.write.FakeDestination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A task under a worker that polls, commits, rebalances and crashes at random, and a cluster that
 * completes requests in any order, or fails them. No offset is committed before its record is
 * written or reported, and in the end all are.
 */
class CassandraSinkTaskPropertyTest {

  private static final String TOPIC = "validated-events";
  private static final int PARTITIONS = 3;
  private static final int RECORDS = 400;

  private final FakeDestination cassandra = new FakeDestination();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private final Map<TopicPartition, Long> position = new HashMap<>();
  private FakeSinkTaskContext context;
  private CassandraSinkTask task;
  private List<SinkRecord> delivered = List.of();
  private Random random;
  private boolean[] badOffsets;
  private final List<Long> reported = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void commits_no_record_that_is_neither_written_nor_reported(long seed) throws Exception {
    random = new Random(seed);
    badOffsets = new boolean[PARTITIONS * RECORDS];
    for (int i = 0; i < badOffsets.length; i++) {
      badOffsets[i] = random.nextInt(50) == 0;
    }
    for (int partition = 0; partition < PARTITIONS; partition++) {
      committed.put(new TopicPartition(TOPIC, partition), 0L);
    }
    cassandra.holdsRequests = true;
    Thread cluster = new Thread(new Cluster(seed), "cluster");
    cluster.start();
    try {
      startTask();
      for (int step = 0; step < 100_000 && !isDone(); step++) {
        step();
      }
    } finally {
      cluster.interrupt();
      cluster.join();
    }

    assertThat(isDone()).as("all records committed").isTrue();
    for (long number = 0; number < badOffsets.length; number++) {
      assertThat(isBad(number) ? reported : writtenNumbers()).contains(number);
    }
  }

  private boolean isDone() {
    return committed.values().stream().allMatch(offset -> offset == RECORDS);
  }

  private void step() {
    int action = random.nextInt(100);
    if (action < 70) {
      pollAndPut();
    } else if (action < 97) {
      commit();
    } else if (action < 99) {
      rebalance();
    } else {
      collectReports();
      startTask(); // after a crash
    }
  }

  private void startTask() {
    context = new FakeSinkTaskContext();
    context.isOnPartitions = true;
    task = new CassandraSinkTask(config -> cassandra);
    task.initialize(context);
    task.start(ConnectorFile.read("sensor-events").config());
    position.putAll(committed);
    delivered = List.of();
  }

  private void pollAndPut() {
    if (delivered.isEmpty()) {
      delivered = poll();
    }
    try {
      task.put(delivered);
      delivered.forEach(
          record ->
              position.put(
                  new TopicPartition(TOPIC, record.kafkaPartition()), record.kafkaOffset() + 1));
      delivered = List.of();
    } catch (RetriableException e) {
      LockSupport.parkNanos(50_000);
    }
  }

  private List<SinkRecord> poll() {
    List<SinkRecord> records = new ArrayList<>();
    for (Map.Entry<TopicPartition, Long> partition : position.entrySet()) {
      long end = Math.min(RECORDS, partition.getValue() + random.nextInt(40));
      for (long offset = partition.getValue(); offset < end; offset++) {
        records.add(record(partition.getKey().partition(), offset));
      }
    }
    return records;
  }

  private static SinkRecord record(int partition, long offset) {
    return new SinkRecord(
        TOPIC,
        partition,
        null,
        "key",
        null,
        Rows.event("sensor-" + partition + "-" + offset % 7),
        offset,
        Rows.WRITTEN_MILLIS,
        TimestampType.LOG_APPEND_TIME);
  }

  private void commit() {
    Map<TopicPartition, OffsetAndMetadata> current = new HashMap<>();
    position.forEach((partition, offset) -> current.put(partition, new OffsetAndMetadata(offset)));
    Map<TopicPartition, OffsetAndMetadata> offsets = task.preCommit(current);
    collectReports();
    offsets.forEach(
        (partition, offset) -> {
          for (long done = committed.get(partition); done < offset.offset(); done++) {
            long number = number(partition.partition(), done);
            assertThat(isBad(number) ? reported : writtenNumbers())
                .as("partition %d, offset %d", partition.partition(), done)
                .contains(number);
          }
          committed.put(partition, offset.offset());
        });
  }

  private void rebalance() {
    commit();
    task.close(committed.keySet());
    task.open(committed.keySet());
    position.putAll(committed);
    delivered = List.of();
  }

  private void collectReports() {
    reported.addAll(context.reportedRecords.stream().map(this::number).toList());
    context.reportedRecords.clear();
  }

  private List<Long> writtenNumbers() {
    return cassandra.writtenRows.stream().map(row -> number(row.origin())).toList();
  }

  private long number(SinkRecord record) {
    return number(record.kafkaPartition(), record.kafkaOffset());
  }

  private static long number(int partition, long offset) {
    return partition * (long) RECORDS + offset;
  }

  private boolean isBad(long number) {
    return badOffsets[(int) number];
  }

  /** Completes or fails requests in any order until it is interrupted. */
  private final class Cluster implements Runnable {

    private final Random random;

    Cluster(long seed) {
      this.random = new Random(-seed);
    }

    @Override
    public void run() {
      while (!Thread.currentThread().isInterrupted()) {
        int inFlight = cassandra.inFlight.size();
        if (inFlight == 0) {
          LockSupport.parkNanos(20_000);
          continue;
        }
        int request = random.nextInt(inFlight);
        List<Row> batch = cassandra.inFlight.get(request).batch();
        switch (random.nextInt(20)) {
          case 0 -> cassandra.fail(request, FailureKindTest.unavailable());
          case 1 -> cassandra.fail(request, FailureKindTest.writeTimeout());
          default -> {
            if (batch.stream().anyMatch(row -> isBad(number(row.origin())))) {
              cassandra.fail(request, new InvalidQueryException(null, "bad"));
            } else {
              cassandra.complete(request);
            }
          }
        }
      }
    }
  }
}
