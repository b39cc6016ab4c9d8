package io.iotpipeline.streamsapp.state;

import java.util.concurrent.atomic.AtomicLong;

/** Estimated heap bytes that the objects of all stores of this process use, and their limit. */
final class HeapBudget {

  private final long limit;
  private final AtomicLong used = new AtomicLong();

  HeapBudget(long limit) {
    this.limit = limit;
  }

  /**
   * @param bytes change of the bytes that a store uses; negative if it uses less
   */
  void add(long bytes) {
    used.addAndGet(bytes);
  }

  boolean isExceeded() {
    return used.get() > limit;
  }
}
