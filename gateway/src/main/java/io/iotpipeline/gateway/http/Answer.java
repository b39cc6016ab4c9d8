package io.iotpipeline.gateway.http;

import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Map;

/**
 * What a client gets.
 *
 * @param body null: no body
 */
record Answer(int status, String contentType, String body, Map<String, String> headers) {

  private static final String JSON = "application/json";

  Answer {
    headers = Map.copyOf(headers);
  }

  static Answer json(int status, String body) {
    return new Answer(status, JSON, body, Map.of());
  }

  static Answer text(String contentType, String body) {
    return new Answer(200, contentType, body, Map.of());
  }

  static Answer empty(int status) {
    return new Answer(status, null, null, Map.of());
  }

  Answer with(String header, String value) {
    Map<String, String> all = new HashMap<>(headers);
    all.put(header, value);
    return new Answer(status, contentType, body, all);
  }

  void send(HttpServerResponse response) {
    if (response.ended() || response.closed()) {
      return; // the client has gone
    }
    response.setStatusCode(status);
    headers.forEach(response::putHeader);
    if (body == null) {
      var unused = response.end();
    } else {
      response.putHeader("Content-Type", contentType);
      var unused = response.end(body);
    }
  }
}
