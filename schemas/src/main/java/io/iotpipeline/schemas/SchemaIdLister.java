package io.iotpipeline.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Lists the ids of all schemas of a registry, the deleted ones included, because the registry still
 * returns them by id.
 *
 * <p>Confluent's registry returns all schemas with {@code GET /schemas}. Apicurio's compatible API
 * does not have this (2.6), or returns no ids (3.x). There the ids are those of all versions of all
 * subjects: one request for each subject, and one for each version that was not seen before.
 */
final class SchemaIdLister {

  private static final int PAGE_SIZE = 1000;

  /** Apicurio lists at most 1000 subjects, so a list of that size may be incomplete. */
  private static final int MAX_SUBJECTS = 999;

  private final Function<String, Optional<JsonNode>> get;

  /** The ids of the versions of the last list, by path. */
  private Map<String, Integer> idsOfVersions = Map.of();

  private boolean listsSchemas = true;

  /**
   * @param get sends a GET request; empty if the registry refuses it
   */
  SchemaIdLister(Function<String, Optional<JsonNode>> get) {
    this.get = get;
  }

  synchronized Optional<Set<Integer>> list() {
    Optional<Set<Integer>> ids = listsSchemas ? listSchemas() : Optional.empty();
    listsSchemas = ids.isPresent();
    return listsSchemas ? ids : listSubjects();
  }

  private Optional<Set<Integer>> listSchemas() {
    Set<Integer> ids = new HashSet<>();
    JsonNode previous = null;
    int offset = 0;
    while (true) {
      Optional<JsonNode> page =
          array("/schemas?deleted=true&limit=" + PAGE_SIZE + "&offset=" + offset);
      if (page.isEmpty()) {
        return Optional.empty();
      }
      // The same page again: the registry ignores the offset and has returned everything.
      if (page.get().isEmpty() || page.get().equals(previous)) {
        return Optional.of(ids);
      }
      for (JsonNode schema : page.get()) {
        if (!schema.path("id").isInt()) {
          return Optional.empty();
        }
        ids.add(schema.path("id").asInt());
      }
      previous = page.get();
      offset += page.get().size();
    }
  }

  private Optional<Set<Integer>> listSubjects() {
    Optional<JsonNode> subjects = array("/subjects?deleted=true");
    if (subjects.isEmpty() || subjects.get().size() > MAX_SUBJECTS) {
      return Optional.empty();
    }
    Map<String, Integer> found = new HashMap<>();
    for (JsonNode subject : subjects.get()) {
      String versions = "/subjects/" + SchemaRegistryClient.encode(subject.asText()) + "/versions";
      // Nothing is returned for a subject that was removed meanwhile.
      array(versions + "?deleted=true")
          .ifPresent(
              numbers -> numbers.forEach(number -> addId(versions + "/" + number.asText(), found)));
    }
    idsOfVersions = found;
    return Optional.of(Set.copyOf(found.values()));
  }

  private void addId(String version, Map<String, Integer> found) {
    Integer known = idsOfVersions.get(version);
    if (known != null) {
      found.put(version, known);
    } else {
      get.apply(version + "?deleted=true")
          .map(schema -> schema.path("id"))
          .filter(JsonNode::isInt)
          .ifPresent(id -> found.put(version, id.asInt()));
    }
  }

  private Optional<JsonNode> array(String path) {
    return get.apply(path).filter(JsonNode::isArray);
  }
}
