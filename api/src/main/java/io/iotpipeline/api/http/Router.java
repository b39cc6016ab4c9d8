package io.iotpipeline.api.http;

import io.iotpipeline.api.answer.Parameters;
import io.iotpipeline.api.answer.PercentDecoder;
import io.iotpipeline.api.answer.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the route of a request, and checks who may use it and how. */
final class Router {

  private static final int MAX_SEGMENTS = 8;

  private final List<Route> routes;
  private final StaticFiles files;
  private final HostCheck hosts;

  Router(List<Route> routes, StaticFiles files, HostCheck hosts) {
    this.routes = List.copyOf(routes);
    this.files = files;
    this.hosts = hosts;
  }

  void handle(Exchange exchange) {
    try {
      HttpServerRequest request = exchange.request();
      String path = request.path() == null ? "/" : request.path();
      if (!hosts.accepts(path, exchange.host())) {
        exchange.answer(Answer.error(403, HostCheck.REFUSAL));
        return;
      }
      List<String> segments = segments(path);
      for (Route route : routes) {
        Optional<String> variable = route.match(segments);
        if (variable.isPresent()) {
          exchange.route(route.pattern());
          answer(exchange, route, variable.get());
          return;
        }
      }
      file(exchange, path);
    } catch (ProblemException e) {
      exchange.answer(Answer.of(e));
    } catch (RuntimeException e) {
      exchange.answer(Answer.internalError(e));
    }
  }

  /**
   * @param first of the routes at the path; another one may take the method
   */
  private void answer(Exchange exchange, Route first, String variable) {
    HttpServerRequest request = exchange.request();
    List<Route> here =
        routes.stream().filter(each -> each.pattern().equals(first.pattern())).toList();
    Optional<Route> taking =
        here.stream().filter(each -> each.methods().contains(request.method().name())).findFirst();
    BearerToken token = taking.orElse(first).token();
    if (!token.accepts(request.getHeader("Authorization"))) {
      exchange.answer(token.refusal());
    } else if (taking.isEmpty()) {
      exchange.answer(notAllowed(here.stream().flatMap(each -> each.methods().stream())));
    } else {
      Route route = taking.get();
      Parameters parameters = Parameters.parse(request.query(), route.parameters());
      route
          .handler()
          .accept(exchange, new Route.Query(PercentDecoder.decode(variable), parameters));
    }
  }

  private static Answer notAllowed(Stream<String> methods) {
    String allowed = methods.sorted().collect(Collectors.joining(", "));
    return Answer.error(405, "expected " + allowed).with("Allow", allowed);
  }

  private void file(Exchange exchange, String path) {
    Optional<StaticFiles.StaticFile> file = files.find(path);
    if (file.isEmpty()) {
      exchange.answer(Answer.error(404, "no such path; see /openapi.yaml"));
    } else if (!Route.READING.contains(exchange.request().method().name())) {
      exchange.answer(notAllowed(Route.READING.stream()));
    } else {
      exchange.route("console");
      exchange.answer(files.answer(file.get(), exchange.request()));
    }
  }

  /** The segments of a path, still encoded: an id may have an encoded slash. */
  static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    int start = path.startsWith("/") ? 1 : 0;
    while (segments.size() < MAX_SEGMENTS) {
      int end = path.indexOf('/', start);
      if (end < 0) {
        break;
      }
      segments.add(path.substring(start, end));
      start = end + 1;
    }
    segments.add(path.substring(start));
    return segments;
  }
}
