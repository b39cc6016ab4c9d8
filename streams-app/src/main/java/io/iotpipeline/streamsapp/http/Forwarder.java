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

/** Forwards a query to another instance. The reply is 503 if that instance does not answer. */
final class Forwarder {

  /**
   * Header of a forwarded request: which replica of the store must answer. Instances of different
   * versions must agree on it.
   */
  static final String REPLICA = "Iot-Wanted-Copy";

  static final String ACTIVE = "active";
  static final String STANDBY = "standby";

  private static final Set<Integer> RELAYED_STATUSES = Set.of(200, 404);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  Reply forward(HttpAddress instance, URI url, boolean standby) {
    String query = url.getRawQuery() == null ? "" : '?' + url.getRawQuery();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + instance + url.getRawPath() + query))
            .timeout(REQUEST_TIMEOUT)
            .header(REPLICA, standby ? STANDBY : ACTIVE)
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      return RELAYED_STATUSES.contains(response.statusCode())
          ? relay(response)
          : Reply.unavailable(instance + " has the sensor but cannot answer now");
    } catch (IOException e) {
      return Reply.unavailable(instance + " has the sensor but cannot be reached");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.unavailable("this instance is stopping");
    }
  }

  private static Reply relay(HttpResponse<byte[]> response) {
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
