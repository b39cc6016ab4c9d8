package io.iotpipeline.api.http;

import io.iotpipeline.api.answer.Parameters;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A path, and what answers there.
 *
 * @param methods of requests that it takes
 * @param pattern its segments after the first slash; one in braces takes any text
 * @param parameters names that its query may have
 */
record Route(
    Set<String> methods,
    String pattern,
    Set<String> parameters,
    BearerToken token,
    BiConsumer<Exchange, Query> handler) {

  static final Set<String> READING = Set.of("GET", "HEAD");
  static final Set<String> POST = Set.of("POST");
  static final String VARIABLE = "{id}";

  /** A route that only reads. */
  Route(
      String pattern,
      Set<String> parameters,
      BearerToken token,
      BiConsumer<Exchange, Query> handler) {
    this(READING, pattern, parameters, token, handler);
  }

  /**
   * What a client asks for.
   *
   * @param id the variable part of the path, decoded; empty if the path has none
   */
  record Query(String id, Parameters parameters) {}

  /** Finds what a client asks for, and has it rendered. */
  @FunctionalInterface
  interface Source<T> {
    Future<Answer> answer(Query query, Function<T, Answer> render);
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
