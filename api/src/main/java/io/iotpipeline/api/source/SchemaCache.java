package io.iotpipeline.api.source;

import io.iotpipeline.schemas.SchemaRegistryClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;

/**
 * Schemas of the registry by id. An id that the registry does not have is remembered for a while,
 * because rejected records may have any. Thread-safe; waits for the registry.
 */
public final class SchemaCache {

  private static final int MAX_SCHEMAS = 1_000;
  private static final long UNKNOWN_NANOS = Duration.ofSeconds(30).toNanos();

  private final IntFunction<Optional<String>> registry;
  private final LongSupplier nanoTime;
  private final Map<Integer, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  private record Entry(Optional<Schema> schema, long atNanos) {}

  public SchemaCache(SchemaRegistryClient registry) {
    this(registry::schema, System::nanoTime);
  }

  SchemaCache(IntFunction<Optional<String>> registry, LongSupplier nanoTime) {
    this.registry = registry;
    this.nanoTime = nanoTime;
  }

  /**
   * Empty if the registry does not have it.
   *
   * @throws io.iotpipeline.schemas.RegistryUnavailableException if the registry does not answer
   */
  public Optional<Schema> schema(int id) {
    long now = nanoTime.getAsLong();
    synchronized (entries) {
      Entry known = entries.get(id);
      if (known != null && (known.schema().isPresent() || now - known.atNanos() < UNKNOWN_NANOS)) {
        return known.schema();
      }
    }
    Optional<Schema> found = registry.apply(id).flatMap(SchemaCache::parse);
    synchronized (entries) {
      entries.put(id, new Entry(found, now));
      if (entries.size() > MAX_SCHEMAS) {
        entries.remove(entries.keySet().iterator().next());
      }
    }
    return found;
  }

  private static Optional<Schema> parse(String json) {
    try {
      return Optional.of(new Schema.Parser().parse(json));
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.empty(); // of another kind, such as a JSON schema, or nested too deep
    }
  }
}
