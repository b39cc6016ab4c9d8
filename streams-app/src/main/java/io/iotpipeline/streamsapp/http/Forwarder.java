package io.iotpipeline.streamsapp.http;

import io.iotpipeline.streamsapp.access.Certificates;
import io.iotpipeline.streamsapp.access.HttpAddress;
import io.iotpipeline.streamsapp.access.HttpSecurity;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * Forwards a query to another instance, with the token and over TLS if this instance has them. The
 * reply is 503 if that instance does not answer, or is not trusted.
 */
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

  private final HttpSecurity security;
  private volatile Client client;

  Forwarder(HttpSecurity security) {
    this.security = security;
    this.client = new Client(context());
  }

  Reply forward(HttpAddress instance, URI url, boolean standby) {
    String query = url.getRawQuery() == null ? "" : '?' + url.getRawQuery();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(security.scheme() + "://" + instance + url.getRawPath() + query))
            .timeout(REQUEST_TIMEOUT)
            .header(REPLICA, standby ? STANDBY : ACTIVE);
    security.read().authorization().ifPresent(token -> request.header("Authorization", token));
    CompletableFuture<HttpResponse<byte[]>> response =
        client().sendAsync(request.build(), BodyHandlers.ofByteArray());
    try {
      // The timeout of the request ends with the headers.
      return answer(instance, response.get(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      return Reply.unavailable(
          e.getCause() instanceof SSLException
              ? instance + " has the sensor but TLS fails: " + e.getCause().getMessage()
              : instance + " has the sensor but cannot be reached");
    } catch (TimeoutException e) {
      response.cancel(true);
      return Reply.unavailable(instance + " has the sensor but cannot be reached");
    } catch (InterruptedException e) {
      response.cancel(true);
      Thread.currentThread().interrupt();
      return Reply.unavailable("this instance is stopping");
    }
  }

  /** A new one after the certificates have changed; the old one ends when it is not used. */
  private HttpClient client() {
    Optional<SSLContext> context = context();
    if (!client.context().equals(context)) {
      client = new Client(context);
    }
    return client.http();
  }

  private Optional<SSLContext> context() {
    return security.certificates().map(Certificates::context);
  }

  private static Reply answer(HttpAddress instance, HttpResponse<byte[]> response) {
    if (response.statusCode() == 401) {
      return Reply.unavailable(
          instance + " has the sensor but another http.read.token; set the same on all instances");
    }
    return RELAYED_STATUSES.contains(response.statusCode())
        ? relay(response)
        : Reply.unavailable(instance + " has the sensor but cannot answer now");
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

  private record Client(Optional<SSLContext> context, HttpClient http) {

    Client(Optional<SSLContext> context) {
      this(context, create(context));
    }

    private static HttpClient create(Optional<SSLContext> context) {
      HttpClient.Builder http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(CONNECT_TIMEOUT);
      context.ifPresent(http::sslContext);
      return http.build();
    }
  }
}
