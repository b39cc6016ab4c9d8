package io.iotpipeline.chaos.sabotage;

import io.iotpipeline.connect.cassandra.CassandraSinkTask;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * Sends the records {@value #DELAY_SECONDS} s after {@code put}, while Connect commits their
 * offsets every second, whether they are written or not.
 */
public final class EarlyCommitTask extends SinkTask {

  private static final int DELAY_SECONDS = 5;

  private record Waiting(long sinceNanos, Collection<SinkRecord> records) {}

  private final CassandraSinkTask real = new CassandraSinkTask();
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  @Override
  public void start(Map<String, String> props) {
    real.initialize(context);
    real.start(props);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    long now = System.nanoTime();
    if (!records.isEmpty()) {
      waiting.add(new Waiting(now, new ArrayList<>(records)));
    }
    write(now - TimeUnit.SECONDS.toNanos(DELAY_SECONDS));
  }

  /** Writes what was delivered up to that time; what cannot be written waits longer. */
  private void write(long upToNanos) {
    List<SinkRecord> due = new ArrayList<>();
    for (Waiting each : waiting) {
      if (each.sinceNanos() - upToNanos > 0) {
        break;
      }
      due.addAll(each.records());
    }
    try {
      real.put(due);
    } catch (RetriableException e) {
      return;
    }
    waiting.removeIf(each -> each.sinceNanos() - upToNanos <= 0);
  }

  @Override
  public void stop() {
    write(System.nanoTime());
    real.stop();
  }

  @Override
  public String version() {
    return real.version();
  }
}
