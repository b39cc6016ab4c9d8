package io.iotpipeline.streamsapp.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Asks another instance; unavailable is the answer also of one that gives none. */
final class Forwarder {

  /** Marks a forwarded request, and says which copy of the state is asked for. */
  static final String WANTED = "Iot-Wanted-Copy";

  static final String ACTIVE = "active";
  static final String STANDBY = "standby";

  private static final Set<Integer> ANSWERS = Set.of(200, 404);
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_WITHIN)
          .build();

  Reply ask(HttpAddress holder, URI url, boolean standby) {
    String query = url.getRawQuery() == null ? "" : '?' + url.getRawQuery();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + holder + url.getRawPath() + query))
            .timeout(ANSWER_WITHIN)
            .header(WANTED, standby ? STANDBY : ACTIVE)
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      return ANSWERS.contains(response.statusCode())
          ? relayed(response)
          : Reply.unavailable(holder + " holds the sensor and cannot answer now");
    } catch (IOException e) {
      return Reply.unavailable(holder + " holds the sensor and cannot be reached");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.unavailable("stopping");
    }
  }

  private static Reply relayed(HttpResponse<byte[]> response) {
    Map<String, String> headers =
        response
            .headers()
            .firstValue(Reply.STALE)
            .map(value -> Map.of(Reply.STALE, value))
            .orElse(Map.of());
    String type = response.headers().firstValue("Content-Type").orElse("application/json");
    return new Reply(response.statusCode(), type, response.body(), headers);
  }
}
