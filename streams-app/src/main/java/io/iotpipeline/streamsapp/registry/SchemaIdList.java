package io.iotpipeline.streamsapp.registry;

import io.iotpipeline.schemas.RegistryUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ids that the registry has. The list is renewed when it is needed and older than half a
 * second, or than twice the time that the registry took to return it. Thread-safe.
 */
final class SchemaIdList {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaIdList.class);
  private static final long MAX_AGE_NANOS = Duration.ofMillis(500).toNanos();

  /** After a refusal. */
  private static final long RETRY_NANOS = Duration.ofMinutes(1).toNanos();

  private static final long LOCK_SECONDS = 10;

  private final Supplier<Optional<Set<Integer>>> registry;
  private final LongSupplier nanoClock;
  private final ReentrantLock renewing = new ReentrantLock();
  private volatile Listed latest;

  private record Listed(Optional<Set<Integer>> ids, long validUntil) {}

  SchemaIdList(Supplier<Optional<Set<Integer>>> registry, LongSupplier nanoClock) {
    this.registry = registry;
    this.nanoClock = nanoClock;
  }

  /**
   * Returns whether the registry may have the id. It does not have it if it did not a moment ago.
   *
   * @throws RegistryUnavailableException if the list must be renewed and the registry does not
   *     answer
   */
  boolean mayContain(int id) {
    return current().ids().map(ids -> ids.contains(id)).orElse(true);
  }

  private Listed current() {
    Listed listed = latest;
    if (isValid(listed)) {
      return listed;
    }
    lock();
    try {
      if (!isValid(latest)) {
        latest = renew();
      }
      return latest;
    } finally {
      renewing.unlock();
    }
  }

  private boolean isValid(Listed listed) {
    return listed != null && nanoClock.getAsLong() - listed.validUntil() < 0;
  }

  private Listed renew() {
    long begin = nanoClock.getAsLong();
    Optional<Set<Integer>> ids = registry.get();
    if (ids.isEmpty()) {
      LOG.warn(
          "The schema registry does not list its schemas, so each unknown schema id costs a request");
      return new Listed(ids, begin + RETRY_NANOS);
    }
    long took = nanoClock.getAsLong() - begin;
    return new Listed(ids, begin + Math.max(MAX_AGE_NANOS, 2 * took));
  }

  /** Other threads wait, so that the list is renewed once. */
  private void lock() {
    try {
      if (!renewing.tryLock(LOCK_SECONDS, TimeUnit.SECONDS)) {
        throw new RegistryUnavailableException("it does not list its schemas in time", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException("interrupted while it lists its schemas", e);
    }
  }
}
