package io.iotpipeline.api.http;

import io.iotpipeline.api.metrics.ApiMetrics;
import io.iotpipeline.vertxserver.ConnectionGuard;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A request and its answer. Answers that clients have not taken yet share a budget of memory. */
final class Exchange {

  /** Bodies of all answers that are being sent. */
  static final long MAX_UNSENT = 64L * 1024 * 1024;

  private final HttpServerRequest request;
  private final ConnectionGuard guard;
  private final ApiMetrics metrics;
  private final AtomicLong unsent;
  private final long startNanos = System.nanoTime();
  private String route = "none";
  private boolean answered;

  /**
   * @param unsent bytes of all answers that are being sent
   */
  Exchange(
      HttpServerRequest request, ConnectionGuard guard, ApiMetrics metrics, AtomicLong unsent) {
    this.request = request;
    this.guard = guard;
    this.metrics = metrics;
    this.unsent = unsent;
    guard.receiving(request.connection());
    request.response().exceptionHandler(ignored -> {}); // the client has gone
    request.exceptionHandler(ignored -> {});
    request.endHandler(
        ignored -> {
          if (!answered) {
            guard.working(request.connection());
          }
        });
  }

  HttpServerRequest request() {
    return request;
  }

  /** Host and port that the client asks; null: none. HTTP/2 has no header Host. */
  String host() {
    String header = request.getHeader("Host");
    return header != null || request.authority() == null ? header : request.authority().toString();
  }

  /**
   * Receives the body of the request; answers itself if that has too many bytes. The guard ends a
   * client that takes long.
   *
   * @param receiver gets the whole body, on the event loop
   */
  void body(int maxBytes, Consumer<byte[]> receiver) {
    Buffer body = Buffer.buffer();
    request.handler(
        bytes -> {
          if (!answered && body.length() + bytes.length() > maxBytes) {
            answer(Answer.error(413, "the body has more than %,d bytes".formatted(maxBytes)));
          } else if (!answered) {
            body.appendBuffer(bytes);
          }
        });
    request.endHandler(
        ignored -> {
          if (!answered) {
            guard.working(request.connection());
            receiver.accept(body.getBytes());
          }
        });
  }

  /**
   * @param name for metrics: the path, with names for the variable parts
   */
  void route(String name) {
    route = name;
  }

  void answer(Answer answer) {
    HttpServerResponse response = request.response();
    if (answered || response.ended() || response.closed()) {
      return; // the client has gone
    }
    answered = true;
    int size = answer.size();
    boolean fits = unsent.addAndGet(size) <= MAX_UNSENT;
    Answer sent =
        fits
            ? answer
            : Answer.error(503, "too many answers wait for their clients; ask again later")
                .with("Retry-After", "2");
    var unused = send(sent).onComplete(ignored -> unsent.addAndGet(-size));
  }

  private Future<Void> send(Answer answer) {
    HttpServerResponse response = request.response();
    metrics.answered(route, answer.status(), System.nanoTime() - startNanos);
    response.setStatusCode(answer.status());
    response.putHeader("X-Content-Type-Options", "nosniff");
    if (!answer.headers().containsKey("Cache-Control")) {
      response.putHeader("Cache-Control", "no-store");
    }
    answer.headers().forEach(response::putHeader);
    Future<Void> sent;
    if (answer.body() == null) {
      sent = response.end();
    } else {
      response.putHeader("Content-Type", answer.contentType());
      sent = response.end(answer.body());
    }
    return sent.onComplete(ignored -> guard.idle(request.connection()));
  }

  /** The answer is a stream, which the caller writes. */
  HttpServerResponse stream(String contentType) {
    answered = true;
    guard.streaming(request.connection());
    metrics.answered(route, 200, System.nanoTime() - startNanos);
    return request
        .response()
        .setChunked(true)
        .putHeader("Content-Type", contentType)
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no")
        .putHeader("X-Content-Type-Options", "nosniff");
  }
}
