package io.iotpipeline.producer.gateway;

import io.iotpipeline.producer.send.SendCounts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Sends the events of some sensors in their order: one message at a time, until the gateway has
 * answered it for good. What comes meanwhile goes together into the next message.
 */
final class HttpLane implements Runnable {

  static final int MAX_EVENTS = 500;
  private static final int MAX_BYTES = 512 * 1024;
  private static final int QUEUE = 2 * MAX_EVENTS;
  private static final long POLL_MS = 100;

  private final HttpConnection connection;
  private final SendCounts counts;
  private final Outage outage;
  private final BlockingQueue<GatewayRecord> queue = new ArrayBlockingQueue<>(QUEUE);
  private volatile boolean aborted;
  private volatile boolean closed;

  HttpLane(HttpConnection connection, SendCounts counts, Outage outage) {
    this.connection = connection;
    this.counts = counts;
    this.outage = outage;
  }

  /** Waits while the queue is full, unless the lane is aborted. */
  void add(GatewayRecord outgoing) {
    try {
      while (!aborted) {
        if (queue.offer(outgoing, POLL_MS, TimeUnit.MILLISECONDS)) {
          if (aborted && queue.remove(outgoing)) {
            break; // the lane may have ended before
          }
          return;
        }
      }
      fail(outgoing, "aborted");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(outgoing, e);
    }
  }

  void abort() {
    aborted = true;
  }

  /** Ends the lane when its queue is empty. */
  void close() {
    closed = true;
  }

  @Override
  public void run() {
    try {
      while (!aborted && !(closed && queue.isEmpty())) {
        GatewayRecord first = queue.poll(POLL_MS, TimeUnit.MILLISECONDS);
        if (first != null) {
          deliver(batch(first));
        }
      }
    } catch (InterruptedException e) {
      aborted = true;
    }
    for (GatewayRecord left = queue.poll(); left != null; left = queue.poll()) {
      fail(left, "aborted");
    }
  }

  private List<GatewayRecord> batch(GatewayRecord first) {
    List<GatewayRecord> batch = new ArrayList<>();
    long bytes = 0;
    for (GatewayRecord next = first; next != null; next = queue.poll()) {
      batch.add(next);
      bytes += next.json().length;
      if (batch.size() == MAX_EVENTS || bytes > MAX_BYTES) {
        break;
      }
    }
    return batch;
  }

  /** The event ids make an event count once, however often it is sent. */
  private void deliver(List<GatewayRecord> batch) {
    byte[] body = lines(batch);
    Backoff backoff = new Backoff();
    try {
      while (!aborted) {
        Duration atLeast = Duration.ZERO;
        try {
          HttpAnswer answer = connection.post(body);
          if (!answer.isTemporary()) {
            outage.succeeded();
            settle(batch, answer);
            return;
          }
          outage.attemptFailed(answer.problem());
          atLeast = answer.retryAfter();
        } catch (IOException e) {
          outage.attemptFailed(e);
        }
        TimeUnit.MILLISECONDS.sleep(backoff.next(atLeast).toMillis());
      }
    } catch (InterruptedException e) {
      aborted = true;
    }
    batch.forEach(each -> fail(each, "aborted"));
  }

  private static byte[] lines(List<GatewayRecord> batch) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (GatewayRecord each : batch) {
      lines.writeBytes(each.json());
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  private void settle(List<GatewayRecord> batch, HttpAnswer answer) {
    for (int i = 0; i < batch.size(); i++) {
      GatewayRecord each = batch.get(i);
      HttpAnswer.Rejection rejection = answer.rejected().get(i);
      if (!answer.isFinal()) {
        fail(each, answer.problem());
      } else if (rejection == null || (rejection.quarantined() && each.isUnreadable())) {
        counts.acknowledged();
      } else {
        fail(each, rejection.error());
      }
    }
  }

  private void fail(GatewayRecord outgoing, Object cause) {
    counts.failed(outgoing.sensorId(), outgoing.eventId(), cause);
  }
}
