package io.iotpipeline.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.api.config.ApiConfig.ReplayAccess;
import io.iotpipeline.api.replay.ReplayRequest;
import io.iotpipeline.api.replay.Replays;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** Starts replays of rejected records, and shows the last one. Neither waits for it. */
final class ReplayEndpoint {

  static final String PATH = "/v1/quarantine/replay";

  /** A sensor id has at most 256 characters. */
  private static final int MAX_BODY = 4096;

  private final Replays replays;
  private final ReplayAccess access;

  ReplayEndpoint(Replays replays, ReplayAccess access) {
    this.replays = replays;
    this.access = access;
  }

  void show(Exchange exchange, Route.Query query) {
    ObjectNode json = Json.object().put("access", access.name());
    json.set("replay", replays.last());
    exchange.answer(Answer.json(200, Json.bytes(json)));
  }

  /** The token is checked already, if there is one. */
  void start(Exchange exchange, Route.Query query) {
    HttpServerRequest request = exchange.request();
    if (access == ReplayAccess.CLOSED) {
      exchange.answer(
          Answer.error(
              403,
              "this API replays nothing: it has http.read.token and no http.replay.token; set that,"
                  + " or run ./pipeline quarantine replay"));
    } else if (!HostCheck.isOwnPage(request.getHeader("Origin"), exchange.host())) {
      exchange.answer(
          Answer.error(
              403,
              "the page is of another site: its Origin is not the Host of the request; a proxy has"
                  + " to pass on Host"));
    } else if (!isJson(request.getHeader("Content-Type"))) {
      // A page of another site may send forms and plain text without asking.
      exchange.answer(Answer.error(415, "expected Content-Type: application/json"));
    } else {
      exchange.body(MAX_BODY, body -> start(exchange, body));
    }
  }

  private void start(Exchange exchange, byte[] body) {
    try {
      String client = exchange.request().remoteAddress().toString();
      ObjectNode job = replays.start(ReplayRequest.parse(body), client);
      ObjectNode json = Json.object().put("access", access.name());
      json.set("replay", job);
      exchange.answer(Answer.json(202, Json.bytes(json)).with("Location", PATH));
    } catch (ProblemException e) {
      exchange.answer(Answer.of(e));
    } catch (RuntimeException e) {
      exchange.answer(Answer.internalError(e));
    }
  }

  private static boolean isJson(String contentType) {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().equals(Answer.JSON);
  }
}
