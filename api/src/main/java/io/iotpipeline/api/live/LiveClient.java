package io.iotpipeline.api.live;

import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.metrics.ApiMetrics;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A client that follows events. It has a queue of its own: if it is slow, the events that there is
 * no room for are dropped and counted, and the client learns how many. It learns also that events
 * may be missing that nobody has counted.
 */
public final class LiveClient {

  static final int MAX_EVENTS = 1_000;
  static final int MAX_CHARS = 1024 * 1024;

  /** Of events that are missing: their number is not known. */
  static final int UNKNOWN = -1;

  private static final String PING = ": ping\n\n";

  private final Subscription subscription;
  private final Sink sink;
  private final ApiMetrics metrics;
  private final Queue<String> queue = new ArrayDeque<>();
  private int chars;
  private int dropped;
  private boolean interrupted;
  private boolean scheduled;

  LiveClient(Subscription subscription, Sink sink, ApiMetrics metrics) {
    this.subscription = subscription;
    this.sink = sink;
    this.metrics = metrics;
  }

  Subscription subscription() {
    return subscription;
  }

  /** Adds an event; never waits. */
  void offer(String event) {
    synchronized (queue) {
      if (queue.size() >= MAX_EVENTS || (chars + event.length() > MAX_CHARS && !queue.isEmpty())) {
        dropped++;
        metrics.dropped(1);
        return;
      }
      queue.add(event);
      chars += event.length();
    }
    schedule();
  }

  /** Events may be missing after those that it has got; never waits. */
  void interrupted() {
    synchronized (queue) {
      interrupted = true;
    }
    schedule();
  }

  private void schedule() {
    synchronized (queue) {
      if (scheduled) {
        return;
      }
      scheduled = true;
    }
    sink.execute(this::drain);
  }

  private void drain() {
    while (true) {
      if (sink.isFull()) {
        sink.onDrain(this::drain); // scheduled stays set: nobody else drains
        return;
      }
      String event;
      synchronized (queue) {
        event = next();
        if (event == null) {
          scheduled = false;
          return;
        }
      }
      sink.write(event);
    }
  }

  /** Those that were queued before events were dropped come first. */
  private String next() {
    String event = queue.poll();
    if (event != null) {
      chars -= event.length();
      return event;
    }
    if (dropped == 0 && !interrupted) {
      return null;
    }
    int count = interrupted ? UNKNOWN : dropped;
    dropped = 0;
    interrupted = false;
    return event("dropped", Json.text(Json.object().put("count", count)));
  }

  /** Shows proxies that the connection is alive. On the thread of the connection. */
  public void ping() {
    if (!sink.isFull()) {
      sink.write(PING);
    }
  }

  /** JSON has no line breaks, so it is one line of data. */
  static String event(String name, String json) {
    return "event: " + name + "\ndata: " + json + "\n\n";
  }
}
