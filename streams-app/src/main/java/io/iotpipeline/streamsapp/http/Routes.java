package io.iotpipeline.streamsapp.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes each request to the endpoint of its path and writes the reply. */
final class Routes implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  private final Map<String, Endpoint> exact;
  private final Endpoint fallback;

  /**
   * @param exact endpoints by path
   * @param fallback endpoint for all other paths
   */
  Routes(Map<String, Endpoint> exact, Endpoint fallback) {
    this.exact = Map.copyOf(exact);
    this.fallback = fallback;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = reply(exchange);
      exchange.getResponseHeaders().set("Content-Type", reply.contentType());
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(reply.status(), reply.body().length);
      exchange.getResponseBody().write(reply.body());
    }
  }

  private Reply reply(HttpExchange exchange) {
    if (!exchange.getRequestMethod().equals("GET")) {
      return Reply.json(405, Map.of("error", "only GET is allowed"), Map.of("Allow", "GET"));
    }
    try {
      return exact
          .getOrDefault(exchange.getRequestURI().getRawPath(), fallback)
          .answer(exchange.getRequestURI(), exchange.getRequestHeaders());
    } catch (BadRequestException e) {
      return Reply.error(400, e.getMessage());
    } catch (UnavailableException e) {
      return Reply.unavailable(e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("GET {} failed", exchange.getRequestURI(), e);
      return Reply.error(500, "internal error; the cause is in the log of this instance");
    }
  }
}
