package io.iotpipeline.streamsapp.registry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * Caches schemas by id. A known id is cached without limit, because its schema never changes. An
 * unknown id is cached for a few seconds, because it may be registered at any time. Thread-safe.
 */
public final class SchemaCache {

  /** Any four bytes can look like an id, so the number of unknown ids must be limited. */
  private static final int MAX_UNKNOWN = 1000;

  private final IntFunction<Optional<String>> registry;
  private final long unknownTtlNanos;
  private final Map<Integer, String> known = new ConcurrentHashMap<>();
  private final Map<Integer, Long> unknownSince =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
          return size() > MAX_UNKNOWN;
        }
      };

  /**
   * @param registry returns the text of the schema of an id, if the registry has one; throws
   *     RegistryUnavailableException if the registry does not answer
   * @param unknownTtl how long an unknown id is cached
   */
  public SchemaCache(IntFunction<Optional<String>> registry, Duration unknownTtl) {
    this.registry = registry;
    this.unknownTtlNanos = unknownTtl.toNanos();
  }

  /** Returns the text of the schema, from the cache or the registry. */
  public Optional<String> find(int id) {
    String schema = known.get(id);
    if (schema != null || isCachedAsUnknown(id)) {
      return Optional.ofNullable(schema);
    }
    return fetch(id);
  }

  /** Returns the text of the schema from the registry, and updates the cache. */
  public Optional<String> fetch(int id) {
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

  private boolean isCachedAsUnknown(int id) {
    synchronized (unknownSince) {
      Long since = unknownSince.get(id);
      return since != null && System.nanoTime() - since < unknownTtlNanos;
    }
  }
}
