package io.iotpipeline.streamsapp.registry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Caches schemas by id. A known id is cached without limit, because its schema never changes. An
 * unknown id is cached for a few seconds, because it may be registered at any time. Thread-safe.
 *
 * <p>Any four bytes can look like an id, so a flood of unknown ids must not cost a request each.
 * The first ones are looked up, a few per second; the others are compared with a list of all ids,
 * see {@link SchemaIdList}.
 */
public final class SchemaCache {

  private static final int MAX_UNKNOWN = 1000;

  /** Look-ups of unknown ids in all threads: at once, and per second. */
  private static final int LOOK_UPS_AT_ONCE = 100;

  private static final int LOOK_UPS_PER_SECOND = 10;

  private final SchemaSource registry;
  private final LongSupplier nanoClock;
  private final long unknownTtlNanos;
  private final TokenBucket lookUps;
  private final SchemaIdList ids;
  private final Map<Integer, String> known = new ConcurrentHashMap<>();
  private final Map<Integer, Long> unknownSince =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
          return size() > MAX_UNKNOWN;
        }
      };

  /**
   * @param unknownTtl how long an unknown id is cached
   * @param nanoClock {@code System::nanoTime}
   */
  public SchemaCache(SchemaSource registry, Duration unknownTtl, LongSupplier nanoClock) {
    this.registry = registry;
    this.nanoClock = nanoClock;
    this.unknownTtlNanos = unknownTtl.toNanos();
    this.lookUps = new TokenBucket(LOOK_UPS_AT_ONCE, LOOK_UPS_PER_SECOND, nanoClock);
    this.ids = new SchemaIdList(registry::ids, nanoClock);
  }

  /** Returns the text of the schema, from the cache or the registry. */
  public Optional<String> find(int id) {
    String schema = known.get(id);
    if (schema != null || isCachedAsUnknown(id)) {
      return Optional.ofNullable(schema);
    }
    return lookUps.tryTake() || ids.mayContain(id) ? fetch(id) : Optional.empty();
  }

  /** Returns the text of the schema from the registry, and updates the cache. */
  public Optional<String> fetch(int id) {
    Optional<String> found = registry.schema(id);
    synchronized (unknownSince) {
      if (found.isPresent()) {
        known.put(id, found.get());
        unknownSince.remove(id);
      } else {
        unknownSince.put(id, nanoClock.getAsLong());
      }
    }
    return found;
  }

  private boolean isCachedAsUnknown(int id) {
    synchronized (unknownSince) {
      Long since = unknownSince.get(id);
      return since != null && nanoClock.getAsLong() - since < unknownTtlNanos;
    }
  }
}
