package io.iotpipeline.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Page;
import io.iotpipeline.api.answer.Parameters;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A path, and what answers there.
 *
 * @param pattern its segments after the first slash; one in braces takes any text
 * @param parameters names that its query may have
 */
record Route(
    String pattern,
    Set<String> parameters,
    BearerToken token,
    BiConsumer<Exchange, Query> handler) {

  static final String VARIABLE = "{id}";

  /**
   * What a client asks for.
   *
   * @param id the variable part of the path, decoded; empty if the path has none
   */
  record Query(String id, Parameters parameters) {}

  /** Answers with a list. */
  @FunctionalInterface
  interface Pages {
    Future<Page> answer(Query query);
  }

  /** Answers with an object. */
  @FunctionalInterface
  interface Objects {
    Future<ObjectNode> answer(Query query);
  }

  /** The variable part of a path, or empty text; nothing if the path is another one. */
  Optional<String> match(List<String> rawSegments) {
    List<String> expected = Router.segments(pattern);
    if (expected.size() != rawSegments.size()) {
      return Optional.empty();
    }
    String variable = "";
    for (int i = 0; i < expected.size(); i++) {
      if (expected.get(i).equals(VARIABLE)) {
        variable = rawSegments.get(i);
      } else if (!expected.get(i).equals(rawSegments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(variable);
  }
}
