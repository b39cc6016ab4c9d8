package io.iotpipeline.streamsapp.http;

import java.util.Map;

/**
 * An HTTP response.
 *
 * @param headers the headers, without the content type
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {

  /** Header of an answer from a standby, which may lag behind. */
  static final String STALE = "Stale";

  private static final String JSON = "application/json";

  static Reply json(int status, Object body) {
    return json(status, body, Map.of());
  }

  static Reply json(int status, Object body, Map<String, String> headers) {
    return new Reply(status, JSON, Json.bytes(body), headers);
  }

  static Reply error(int status, String message) {
    return json(status, Map.of("error", message));
  }

  /** Status 401; does not tell whether the token is missing or wrong. */
  static Reply unauthorized() {
    return json(
        401,
        Map.of("error", "a valid token is required: Authorization: Bearer TOKEN"),
        Map.of("WWW-Authenticate", "Bearer"));
  }

  /** Status 503; the client should retry, because partitions move within seconds. */
  static Reply unavailable(String message) {
    return json(503, Map.of("error", message), Map.of("Retry-After", "1"));
  }

  boolean isUnavailable() {
    return status == 503;
  }
}
