package io.iotpipeline.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpServerRequest;
import java.util.Base64;
import java.util.Locale;

/** Finds the token of a request: {@code Bearer}, {@code Token}, {@code Basic}, parameter p. */
final class Credentials {

  private Credentials() {}

  /** Null if the request has none. */
  static String tokenOf(HttpServerRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization == null) {
      return request.getParam("p"); // of InfluxDB 1
    }
    int space = authorization.indexOf(' ');
    if (space < 0) {
      return null;
    }
    String value = authorization.substring(space + 1).strip();
    return switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
      case "bearer", "token" -> value;
      case "basic" -> passwordOf(value);
      default -> null;
    };
  }

  private static String passwordOf(String basic) {
    try {
      String login = new String(Base64.getDecoder().decode(basic), UTF_8);
      return login.substring(login.indexOf(':') + 1);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
