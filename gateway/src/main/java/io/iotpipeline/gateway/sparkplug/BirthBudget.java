package io.iotpipeline.gateway.sparkplug;

import java.util.concurrent.atomic.AtomicLong;

/** The memory for births of all connections. Thread-safe. */
public final class BirthBudget {

  private final long limit;
  private final AtomicLong used = new AtomicLong();

  /**
   * @param limit bytes
   */
  public BirthBudget(long limit) {
    this.limit = limit;
  }

  boolean reserve(long bytes) {
    if (used.addAndGet(bytes) <= limit) {
      return true;
    }
    release(bytes);
    return false;
  }

  void release(long bytes) {
    used.addAndGet(-bytes);
  }

  /** The bytes that are in use. */
  public long used() {
    return used.get();
  }
}
