package io.iotpipeline.api.http;

import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.vertxserver.InternalErrors;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a client gets.
 *
 * @param body null: no body
 */
record Answer(int status, String contentType, Buffer body, Map<String, String> headers) {

  static final String JSON = "application/json";

  Answer {
    headers = Map.copyOf(headers);
  }

  static Answer json(int status, byte[] body) {
    return new Answer(status, JSON, Buffer.buffer(body), Map.of());
  }

  static Answer text(String contentType, String body) {
    return new Answer(200, contentType, Buffer.buffer(body), Map.of());
  }

  static Answer empty(int status) {
    return new Answer(status, null, null, Map.of());
  }

  static Answer error(int status, String sentence) {
    return json(status, Json.bytes(Json.error(sentence)));
  }

  /** After a bug. */
  static Answer internalError(Throwable problem) {
    InternalErrors.log(problem);
    return error(500, "internal error; see the log of the API");
  }

  static Answer of(ProblemException problem) {
    Answer answer = error(problem.status(), problem.getMessage());
    return problem.retryAfterSeconds() == 0
        ? answer
        : answer.with("Retry-After", Integer.toString(problem.retryAfterSeconds()));
  }

  Answer with(String header, String value) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put(header, value);
    return new Answer(status, contentType, body, all);
  }

  int size() {
    return body == null ? 0 : body.length();
  }
}
