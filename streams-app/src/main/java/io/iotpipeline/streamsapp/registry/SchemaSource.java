package io.iotpipeline.streamsapp.registry;

import io.iotpipeline.schemas.SchemaRegistryClient;
import java.util.Optional;
import java.util.Set;

/**
 * The requests to the schema registry. All methods throw RegistryUnavailableException if the
 * registry does not answer. Thread-safe.
 */
public interface SchemaSource {

  /** Returns the text of the schema of an id, if the registry has one. */
  Optional<String> schema(int id);

  /** Returns the ids of all schemas; empty if the registry does not list them. */
  Optional<Set<Integer>> ids();

  static SchemaSource of(SchemaRegistryClient registry) {
    return new SchemaSource() {
      @Override
      public Optional<String> schema(int id) {
        return registry.schema(id);
      }

      @Override
      public Optional<Set<Integer>> ids() {
        return registry.ids();
      }
    };
  }
}
