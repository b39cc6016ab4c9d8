package io.iotpipeline.connect.notification;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Posts to a URL. A status of 200 to 299 is a delivery. 400, 413 and 422 refuse the content. All
 * others mean that the receiver is away: also 401 or 404, because they have their cause in the
 * configuration, and an alert must not be lost by a wrong password.
 */
final class HttpReceiver implements Receiver {

  private static final Set<Integer> REFUSED = Set.of(400, 413, 422);

  private final String host;
  private final Duration timeout;
  private final HttpClient client;
  private final HttpRequest.Builder request;

  HttpReceiver(NotificationConfig config, URI url) {
    this.host = host(url);
    this.timeout = config.requestTimeout();
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout);
    config.tls().ifPresent(builder::sslContext);
    client = builder.build();
    request = HttpRequest.newBuilder(url).timeout(timeout);
    config.headers().forEach(request::setHeader);
  }

  @Override
  public void send(String body) throws ReceiverAwayException, RequestRefusedException {
    HttpRequest post = request.copy().POST(HttpRequest.BodyPublishers.ofString(body)).build();
    HttpResponse<String> response = answer(post);
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return;
    }
    String answer = "%s answers %d: %s".formatted(host, status, response.body());
    if (REFUSED.contains(status)) {
      throw new RequestRefusedException(answer);
    }
    throw new ReceiverAwayException(answer, retryAfter(response));
  }

  /** The timeout of a request ends with the headers of its answer; this one is for all of it. */
  private HttpResponse<String> answer(HttpRequest post) throws ReceiverAwayException {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(post, head -> new ExcerptSubscriber());
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new ReceiverAwayException("no answer from " + host + ": " + e.getCause(), e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new ReceiverAwayException("no answer from %s within %s".formatted(host, timeout), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new ConnectException("interrupted while sending to " + host, e);
    }
  }

  /** Without login, path and query: the URLs of many webhooks contain a secret. */
  static String host(URI url) {
    return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }

  private static Duration retryAfter(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("\\d{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(Duration.ZERO);
  }
}
