package io.iotpipeline.benchmarks.pipeline;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.schemas.EventBucket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Measures when rows can be read. It asks Cassandra for each expected row every {@link
 * #INTERVAL_MILLIS}, by its primary key, until it is there.
 */
final class RowProbe implements AutoCloseable {

  private static final long INTERVAL_MILLIS = 10;
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(60);

  private final CqlSession session;
  private final PreparedStatement select;
  private final EventBucket bucket;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Queue<Expected> expected = new ConcurrentLinkedQueue<>();
  private final Queue<Long> latencies = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  RowProbe(CqlSession session, EventBucket bucket) {
    this.session = session;
    this.bucket = bucket;
    this.select =
        session.prepare(
            "SELECT event_id FROM iot.sensor_events WHERE sensor_id = ? AND day = ? AND hour = ?"
                + " AND event_time = ? AND event_id = ?");
    var unused =
        timer.scheduleAtFixedRate(
            this::ask, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A row that has been sent as an event. */
  private static final class Expected {
    private final String sensor;
    private final Instant time;
    private final UUID id;
    private final long sentNanos;
    private boolean isAsked;

    Expected(String sensor, Instant time, UUID id, long sentNanos) {
      this.sensor = sensor;
      this.time = time;
      this.id = id;
      this.sentNanos = sentNanos;
    }
  }

  /**
   * Starts to ask for a row.
   *
   * @param sentNanos when the event was sent, by {@link System#nanoTime}
   */
  void expect(String sensor, Instant time, UUID id, long sentNanos) {
    expected.add(new Expected(sensor, time, id, sentNanos));
  }

  private void ask() {
    for (Expected row : expected) {
      if (!row.isAsked) {
        row.isAsked = true;
        session
            .executeAsync(
                select.bind(
                    row.sensor,
                    row.time.atZone(ZoneOffset.UTC).toLocalDate(),
                    bucket.hourOf(row.time.toEpochMilli()),
                    row.time,
                    row.id))
            .whenCompleteAsync((rows, error) -> answer(row, rows, error), timer);
      }
    }
  }

  private void answer(Expected row, AsyncResultSet rows, Throwable error) {
    row.isAsked = false;
    if (error != null) {
      failure.compareAndSet(null, error);
      expected.remove(row);
    } else if (rows.one() != null) {
      latencies.add(System.nanoTime() - row.sentNanos);
      expected.remove(row);
    }
  }

  /**
   * Waits for all expected rows.
   *
   * @return their latencies, from the sending of the event to the answer with its row
   * @throws io.iotpipeline.admin.cluster.PipelineException if rows do not appear
   */
  Latencies await() {
    Poller.waitWhileProgressing("all rows to be readable", STALL_TIMEOUT)
        .await(
            () -> {
              if (failure.get() != null) {
                throw new IllegalStateException("cannot read rows", failure.get());
              }
              return expected.isEmpty()
                  ? Optional.empty()
                  : Optional.of("%,d rows are not there".formatted(expected.size()));
            });
    List<Long> measured = new ArrayList<>(latencies);
    latencies.clear();
    return new Latencies(measured);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
