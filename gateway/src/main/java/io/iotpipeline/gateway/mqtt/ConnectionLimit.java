package io.iotpipeline.gateway.mqtt;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the open connections, and how many there may be. Thread-safe. */
final class ConnectionLimit {

  private final int limit;
  private final AtomicInteger open = new AtomicInteger();

  ConnectionLimit(int limit) {
    this.limit = limit;
  }

  boolean enter() {
    if (open.incrementAndGet() <= limit) {
      return true;
    }
    leave();
    return false;
  }

  void leave() {
    open.decrementAndGet();
  }

  int open() {
    return open.get();
  }
}
