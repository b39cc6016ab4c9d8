package io.iotpipeline.streamsapp.registry;

import io.iotpipeline.schemas.RegistryUnavailableException;
import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** A registry that a test can make unavailable; the test serdes find it by its name. */
public final class InMemoryRegistry implements SchemaSource {

  private static final Map<String, InMemoryRegistry> ALL = new ConcurrentHashMap<>();

  public final String name = UUID.randomUUID().toString();
  private final Map<Integer, Schema> schemas = new HashMap<>();
  private boolean down;
  private boolean listsIds = true;
  private int downForCalls;
  public int calls;

  /** Runs while the registry lists its ids. */
  Runnable duringList = () -> {};

  /** With the schemas of all topics, ids from 1. */
  public static InMemoryRegistry withOurSchemas() {
    InMemoryRegistry registry = new InMemoryRegistry();
    Topics.all().stream().map(Topic::schema).forEach(registry::register);
    ALL.put(registry.name, registry);
    return registry;
  }

  static InMemoryRegistry named(String name) {
    return ALL.get(name);
  }

  public int register(Schema schema) {
    schemas.put(schemas.size() + 1, schema);
    return schemas.size();
  }

  int idOf(Schema schema) {
    ask();
    return schemas.entrySet().stream()
        .filter(known -> known.getValue().equals(schema))
        .mapToInt(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  Schema avroSchema(int id) {
    ask();
    return schemas.get(id);
  }

  @Override
  public Optional<String> schema(int id) {
    ask();
    return Optional.ofNullable(schemas.get(id)).map(Schema::toString);
  }

  @Override
  public Optional<Set<Integer>> ids() {
    ask();
    duringList.run();
    return listsIds ? Optional.of(Set.copyOf(schemas.keySet())) : Optional.empty();
  }

  public void refuseToList() {
    listsIds = false;
  }

  public void goDown() {
    down = true;
  }

  public void goDownForCalls(int calls) {
    downForCalls = calls;
  }

  private void ask() {
    calls++;
    if (down || downForCalls-- > 0) {
      throw new RegistryUnavailableException("the registry is down", null);
    }
  }
}
