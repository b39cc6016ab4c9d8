package io.iotpipeline.streamsapp;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/**
 * Remembers which schema ids the registry knows: a known one for ever, for an id never changes its
 * schema; an unknown one for a few seconds, for it may be registered at any time. One for all
 * threads.
 */
final class KnownSchemas {

  /** Any four bytes can look like an id, so junk must not fill the memory. */
  private static final int MOST_UNKNOWN = 1000;

  private final IntPredicate registry;
  private final long forgetUnknownNanos;
  private final Set<Integer> known = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Long> unknownSince =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
          return size() > MOST_UNKNOWN;
        }
      };

  /**
   * @param registry whether it has a schema of an id; throws RegistryUnavailableException when it
   *     cannot be asked
   */
  KnownSchemas(IntPredicate registry, Duration forgetUnknown) {
    this.registry = registry;
    this.forgetUnknownNanos = forgetUnknown.toNanos();
  }

  /** Whether the registry knows the id, by memory where that is safe. */
  boolean contains(int id) {
    return known.contains(id) || (!isFreshlyUnknown(id) && ask(id));
  }

  /** The same, by the registry's word of now. */
  boolean ask(int id) {
    boolean found = registry.test(id);
    synchronized (unknownSince) {
      if (found) {
        known.add(id);
        unknownSince.remove(id);
      } else {
        unknownSince.put(id, System.nanoTime());
      }
    }
    return found;
  }

  private boolean isFreshlyUnknown(int id) {
    synchronized (unknownSince) {
      Long since = unknownSince.get(id);
      return since != null && System.nanoTime() - since < forgetUnknownNanos;
    }
  }
}
