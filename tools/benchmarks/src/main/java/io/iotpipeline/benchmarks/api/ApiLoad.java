package io.iotpipeline.benchmarks.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Clients of the read API, each with a connection of its own: it asks a question, waits for the
 * answer, pauses, and asks the next one. All run on one event loop.
 */
final class ApiLoad implements AutoCloseable {

  private static final int ANSWER_TIMEOUT_MS = 30_000;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context context = vertx.getOrCreateContext();
  private final long pauseMs;
  private final Function<Question, String> sensors;
  private final Random random = new Random(1);
  private final List<HttpClient> clients = new ArrayList<>();
  private final Map<Question, Answers> answers = new EnumMap<>(Question.class);
  private boolean stopped;

  /**
   * Starts the clients.
   *
   * @param pause between an answer and the next question; the first ones are spread over it
   * @param sensors whom to ask about
   */
  ApiLoad(int port, int number, Duration pause, Function<Question, String> sensors) {
    this.pauseMs = Math.max(1, pause.toMillis());
    this.sensors = sensors;
    for (Question each : Question.values()) {
      answers.put(each, new Answers());
    }
    HttpClientOptions options =
        new HttpClientOptions()
            .setDefaultHost("127.0.0.1")
            .setDefaultPort(port)
            .setMaxPoolSize(1)
            .setKeepAliveTimeout(0);
    for (int i = 0; i < number; i++) {
      HttpClient client = vertx.createHttpClient(options);
      clients.add(client);
      vertx.setTimer(1 + i * pauseMs / number, ignored -> ask(client));
    }
  }

  private void ask(HttpClient client) {
    if (stopped) {
      return;
    }
    Question question = Question.any(random);
    long start = System.nanoTime();
    var unused =
        client
            .request(
                new RequestOptions()
                    .setURI(question.path(sensors.apply(question)))
                    .setIdleTimeout(ANSWER_TIMEOUT_MS))
            .compose(ApiLoad::status)
            .map(String::valueOf)
            .otherwise(failure -> failure.getClass().getSimpleName())
            .onSuccess(
                outcome -> {
                  if (!stopped) {
                    answers.get(question).add(outcome, System.nanoTime() - start);
                    vertx.setTimer(pauseMs, ignored -> ask(client));
                  }
                });
  }

  /** The status, when the whole answer is there. */
  private static Future<Integer> status(HttpClientRequest request) {
    return request.send().compose(response -> response.body().map(body -> response.statusCode()));
  }

  /** Asks nothing more, and returns what was answered. */
  Map<Question, Answers> stop() {
    CompletableFuture<Map<Question, Answers>> result = new CompletableFuture<>();
    context.runOnContext(
        ignored -> {
          stopped = true;
          result.complete(answers);
        });
    return result.join();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
