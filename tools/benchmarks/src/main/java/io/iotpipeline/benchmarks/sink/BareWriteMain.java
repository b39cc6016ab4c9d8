package io.iotpipeline.benchmarks.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.kafka.TopicReader;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.schemas.AvroSerdes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The baseline of the sink benchmark: reads all records of a topic into memory, then binds and
 * writes them as fast as the driver accepts them. The reading is not measured.
 *
 * <p>Arguments: root, home, table, rows per batch (1: single inserts), threads. Prints rows per
 * second, the same for the second half, and rows per CPU-second of this process.
 */
public final class BareWriteMain {

  private static final int POLL_SIZE = 5_000;
  private static final int IN_FLIGHT = 500;

  private BareWriteMain() {}

  public static void main(String[] args) throws Exception {
    DevStackConfig config = DevStackConfig.load(Path.of(args[0]), Path.of(args[1]));
    BenchTable table = BenchTable.valueOf(args[2]);
    int batchSize = Integer.parseInt(args[3]);
    int threads = Integer.parseInt(args[4]);
    List<List<SpecificRecord>> polls = polls(config, table);
    try (CqlSession session = CassandraSession.open(config.pipeline())) {
      PreparedStatement insert = session.prepare(table.insert);
      int half = polls.size() / 2;
      Moment start = Moment.now();
      write(session, table, insert, batchSize, threads, polls.subList(0, half));
      Moment middle = Moment.now();
      write(session, table, insert, batchSize, threads, polls.subList(half, polls.size()));
      Moment end = Moment.now();
      System.out.printf(
          "%.1f %.1f %.1f%n",
          rows(polls) / start.secondsTo(end),
          rows(polls.subList(half, polls.size())) / middle.secondsTo(end),
          rows(polls) / start.cpuSecondsTo(end));
    }
  }

  private record Moment(long nanos, Duration cpu) {

    static Moment now() {
      return new Moment(
          System.nanoTime(), ProcessHandle.current().info().totalCpuDuration().orElseThrow());
    }

    double secondsTo(Moment later) {
      return (later.nanos - nanos) / 1e9;
    }

    double cpuSecondsTo(Moment later) {
      return later.cpu.minus(cpu).toMillis() / 1e3;
    }
  }

  private static long rows(List<List<SpecificRecord>> polls) {
    return polls.stream().mapToLong(List::size).sum();
  }

  /** The records in groups of one partition each, as a consumer with a backlog gets them. */
  private static List<List<SpecificRecord>> polls(DevStackConfig config, BenchTable table) {
    AvroSerdes serdes =
        AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, config.pipeline().registryUrl()));
    List<List<SpecificRecord>> polls = new ArrayList<>();
    try (TopicReader reader = new TopicReader(config.pipeline());
        Deserializer<SpecificRecord> avro = serdes.deserializer()) {
      for (TopicPartition partition : reader.partitions(table.topic.name())) {
        polls.add(new ArrayList<>());
        reader.read(
            partition,
            0,
            entry -> {
              if (polls.get(polls.size() - 1).size() == POLL_SIZE) {
                polls.add(new ArrayList<>());
              }
              polls.get(polls.size() - 1).add(avro.deserialize(table.topic.name(), entry.value()));
            });
      }
    }
    return polls;
  }

  private static void write(
      CqlSession session,
      BenchTable table,
      PreparedStatement insert,
      int batchSize,
      int threads,
      List<List<SpecificRecord>> polls) {
    CompletableFuture<?>[] writers = new CompletableFuture<?>[threads];
    for (int i = 0; i < threads; i++) {
      int share = i;
      writers[i] =
          CompletableFuture.runAsync(
              () -> {
                for (int poll = share; poll < polls.size(); poll += threads) {
                  write(session, statements(table, insert, batchSize, polls.get(poll)));
                }
              });
    }
    CompletableFuture.allOf(writers).join();
  }

  private static List<Statement<?>> statements(
      BenchTable table, PreparedStatement insert, int batchSize, List<SpecificRecord> poll) {
    List<Statement<?>> statements = new ArrayList<>();
    Map<Object, List<SpecificRecord>> byPartition = new LinkedHashMap<>();
    for (SpecificRecord entry : poll) {
      byPartition.computeIfAbsent(table.partition(entry), none -> new ArrayList<>()).add(entry);
    }
    for (List<SpecificRecord> rows : byPartition.values()) {
      for (int from = 0; from < rows.size(); from += batchSize) {
        List<SpecificRecord> batch = rows.subList(from, Math.min(from + batchSize, rows.size()));
        statements.add(statement(table, insert, batch));
      }
    }
    return statements;
  }

  private static Statement<?> statement(
      BenchTable table, PreparedStatement insert, List<SpecificRecord> batch) {
    if (batch.size() == 1) {
      return table.bind(insert, batch.get(0)).setConsistencyLevel(table.consistency);
    }
    BatchStatementBuilder statement =
        BatchStatement.builder(BatchType.UNLOGGED).setConsistencyLevel(table.consistency);
    batch.forEach(entry -> statement.addStatement(table.bind(insert, entry)));
    return statement.build();
  }

  private static void write(CqlSession session, List<Statement<?>> statements) {
    Semaphore permits = new Semaphore(IN_FLIGHT);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    for (Statement<?> statement : statements) {
      permits.acquireUninterruptibly();
      session
          .executeAsync(statement)
          .whenComplete(
              (done, e) -> {
                failure.compareAndSet(null, e);
                permits.release();
              });
    }
    permits.acquireUninterruptibly(IN_FLIGHT);
    if (failure.get() != null) {
      throw new IllegalStateException("cannot write to Cassandra", failure.get());
    }
  }
}
