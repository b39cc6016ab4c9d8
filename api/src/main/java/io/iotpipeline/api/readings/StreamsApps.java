package io.iotpipeline.api.readings;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.api.source.RemoteHttp;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks the streams app about a sensor. Any instance can answer; if one does not, the next one is
 * asked, and stays the first to be asked.
 */
public final class StreamsApps {

  /** Each has a few seconds; more would take longer than a client waits. */
  private static final int MAX_ATTEMPTS = 3;

  /** Larger answers are read beside the event loops. */
  private static final int SMALL_BODY = 16 * 1024;

  private final RemoteHttp http;
  private final List<URI> urls;
  private final Executor executor;
  private final AtomicInteger first = new AtomicInteger();

  /**
   * @param executor reads large answers
   */
  public StreamsApps(RemoteHttp http, List<URI> urls, Executor executor) {
    this.http = http;
    this.urls = List.copyOf(urls);
    this.executor = executor;
  }

  /**
   * What the state has; empty if no event of the sensor was accepted.
   *
   * @param what {@code latest} or {@code hourly}, with parameters
   */
  CompletableFuture<Optional<JsonNode>> ask(String sensorId, String what) {
    if (urls.isEmpty()) {
      return CompletableFuture.failedFuture(
          ProblemException.unavailable("no streams app is set; set streams.app.urls"));
    }
    String path = "/sensors/" + encode(sensorId) + "/" + what;
    return attempt(path, 1, first.get());
  }

  private CompletableFuture<Optional<JsonNode>> attempt(String path, int attempt, int index) {
    URI url = URI.create(urls.get(Math.floorMod(index, urls.size())) + path);
    return http.get(url)
        .thenCompose(this::read)
        .exceptionallyCompose(
            failure -> {
              if (attempt >= Math.min(MAX_ATTEMPTS, urls.size())) {
                return CompletableFuture.failedFuture(problem(failure));
              }
              first.compareAndSet(index, index + 1);
              return attempt(path, attempt + 1, index + 1);
            });
  }

  private CompletableFuture<Optional<JsonNode>> read(RemoteHttp.Answer answer) {
    return CompletableFuture.supplyAsync(
        () -> content(answer), answer.body().length <= SMALL_BODY ? Runnable::run : executor);
  }

  private static Optional<JsonNode> content(RemoteHttp.Answer response) {
    return switch (response.status()) {
      case 200 -> Optional.of(json(response.body()));
      case 404 -> Optional.empty();
      case 401, 403 ->
          throw ProblemException.unavailable(
              "the streams app refuses the login; set streams.app.bearer.auth.token of the API");
      default ->
          throw ProblemException.unavailable(
              "the streams app answers with status " + response.status() + "; ask again later");
    };
  }

  private static JsonNode json(byte[] body) {
    try {
      return Json.read(body);
    } catch (IOException e) {
      throw ProblemException.unavailable("the streams app answers with something else than JSON");
    }
  }

  private static ProblemException problem(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause instanceof ProblemException problem
        ? problem
        : ProblemException.unavailable("the streams app does not answer; ask again later");
  }

  /** One segment of a path, or the value of a parameter. */
  static String encode(String text) {
    String encoded = URLEncoder.encode(text, UTF_8).replace("+", "%20").replace("*", "%2A");
    // A dot alone is not encoded, and would be taken for a folder.
    return encoded.equals(".") || encoded.equals("..") ? encoded.replace(".", "%2E") : encoded;
  }
}
