package io.iotpipeline.streamsapp.state;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Estimated heap bytes that the objects of all stores of this process use, and their limit. The
 * limit is shared: when it is exceeded, the stores that use more than an equal share must release
 * memory.
 */
final class HeapBudget {

  private final long limit;
  private final AtomicLong used = new AtomicLong();
  private final AtomicInteger stores = new AtomicInteger();

  HeapBudget(long limit) {
    this.limit = limit;
  }

  /**
   * @param bytes change of the bytes that a store uses; negative if it uses less
   */
  void add(long bytes) {
    used.addAndGet(bytes);
  }

  void addStore() {
    stores.incrementAndGet();
  }

  void removeStore() {
    stores.decrementAndGet();
  }

  /** Bytes that each open store may use when the limit is exceeded. */
  long share() {
    return limit / Math.max(1, stores.get());
  }

  /**
   * Whether a store must release memory.
   *
   * @param storeBytes bytes that it uses
   */
  boolean isExceededBy(long storeBytes) {
    return used.get() > limit && storeBytes > share();
  }
}
