package io.iotpipeline.producer.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.producer.send.StartupException;
import io.iotpipeline.schemas.connection.HttpAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Posts messages with events to the gateway. Thread-safe. */
final class HttpConnection {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Longer than the gateway waits for Kafka. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

  private final URI events;
  private final HttpAccess access;
  private final HttpClient client;

  HttpConnection(GatewayEndpoint endpoint) {
    this.events = URI.create(endpoint.url().toString().replaceFirst("/+$", "") + "/v1/events");
    this.access = endpoint.access();
    this.client =
        access
            .secure(
                HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT))
            .build();
  }

  /**
   * Sends a message without events. If that fails, every message would fail.
   *
   * @throws StartupException names the address and the remedy
   */
  void check() {
    try {
      HttpAnswer answer = post("[]".getBytes(UTF_8));
      Optional<String> refusal = access.refusal(answer.status());
      if (refusal.isPresent()) {
        throw new StartupException(
            "The gateway at %s refuses: %s".formatted(events, refusal.get()), null);
      }
      if (!answer.isTemporary() && !answer.isFinal()) {
        throw new StartupException(
            "%s is not a gateway for events: %s".formatted(events, answer.problem()), null);
      }
    } catch (IOException e) {
      throw new StartupException(
          "The gateway does not answer at %s: %s; start the stack with ./pipeline up"
              .formatted(events, e.getMessage() == null ? e : e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupException("interrupted while waiting for " + events, e);
    }
  }

  /**
   * @param ndjson one event in each line
   */
  HttpAnswer post(byte[] ndjson) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(events)
            .timeout(REQUEST_TIMEOUT)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofByteArray(ndjson));
    access.authorization().ifPresent(login -> request.header("Authorization", login));
    return HttpAnswer.of(client.send(request.build(), BodyHandlers.ofString()));
  }
}
