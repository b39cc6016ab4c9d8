package io.iotpipeline.streamsapp.registry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * Remembers which schema ids the registry knows: a known one for ever, for an id never changes its
 * schema; an unknown one for a few seconds, for it may be registered at any time. One for all
 * threads.
 */
public final class SchemaCache {

  /** Any four bytes can look like an id, so junk must not fill the memory. */
  private static final int MOST_UNKNOWN = 1000;

  private final IntFunction<Optional<String>> registry;
  private final long forgetUnknownNanos;
  private final Map<Integer, String> known = new ConcurrentHashMap<>();
  private final Map<Integer, Long> unknownSince =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
          return size() > MOST_UNKNOWN;
        }
      };

  /**
   * @param registry gives the text of the schema of an id, if it has one; throws
   *     RegistryUnavailableException when it cannot be asked
   */
  public SchemaCache(IntFunction<Optional<String>> registry, Duration forgetUnknown) {
    this.registry = registry;
    this.forgetUnknownNanos = forgetUnknown.toNanos();
  }

  /** The text of the schema of an id, by memory where that is safe. */
  public Optional<String> find(int id) {
    String schema = known.get(id);
    if (schema != null || isFreshlyUnknown(id)) {
      return Optional.ofNullable(schema);
    }
    return ask(id);
  }

  /** The same, by the registry's word of now. */
  public Optional<String> ask(int id) {
    Optional<String> found = registry.apply(id);
    synchronized (unknownSince) {
      if (found.isPresent()) {
        known.put(id, found.get());
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
