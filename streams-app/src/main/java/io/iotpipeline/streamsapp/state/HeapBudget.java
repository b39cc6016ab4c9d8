package io.iotpipeline.streamsapp.state;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory the objects of all stores of this process hold together, in bytes, about. */
final class HeapBudget {

  private final long limit;
  private final AtomicLong held = new AtomicLong();

  HeapBudget(long limit) {
    this.limit = limit;
  }

  /**
   * @param bytes how much more (or, negative, less) a store holds
   */
  void add(long bytes) {
    held.addAndGet(bytes);
  }

  boolean isExceeded() {
    return held.get() > limit;
  }
}
