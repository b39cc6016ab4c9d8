package io.iotpipeline.gateway.http;

import io.iotpipeline.gateway.metrics.GatewayMetrics;
import io.iotpipeline.vertxserver.ConnectionGuard;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * A request and its answer. The body is read or discarded to its end before the answer: clients
 * often do not look for an answer while they send, and take a closed connection for a failure.
 */
final class Exchange {

  static final int MAX_BODY = 1024 * 1024;

  /** A client that goes on sending after this many bytes gets its answer, and is disconnected. */
  private static final int MAX_DISCARDED = 16 * MAX_BODY;

  /** All bodies that are being received; beyond it a client has to wait. */
  static final long MAX_ALL_BODIES = 64L * MAX_BODY;

  private final HttpServerRequest request;
  private final ConnectionGuard guard;
  private final GatewayMetrics metrics;
  private final BodyBudget bodies;
  private String sender;
  private Buffer body = Buffer.buffer();
  private long reserved;
  private long received;
  private boolean ended;
  private boolean answered;
  private Answer tooLarge;
  private Answer tooMany;
  private Answer refusal;
  private Consumer<byte[]> onBody;

  /**
   * @param bodies of all requests
   */
  Exchange(
      HttpServerRequest request, ConnectionGuard guard, GatewayMetrics metrics, BodyBudget bodies) {
    this.request = request;
    this.guard = guard;
    this.metrics = metrics;
    this.bodies = bodies;
    guard.receiving(request.connection());
    request.response().exceptionHandler(ignored -> release()); // the client has gone
    request.exceptionHandler(ignored -> release());
    request.handler(this::receive);
    request.endHandler(ignored -> end());
  }

  HttpServerRequest request() {
    return request;
  }

  /**
   * Reads the body.
   *
   * @param dialect of the errors, if it is too large or there are too many
   * @param limitKey what shares a limit of bodies
   */
  void readBody(Dialect dialect, String limitKey, Consumer<byte[]> handler) {
    this.sender = limitKey;
    this.tooLarge =
        dialect.error(413, "the body has more than %d bytes; send less".formatted(MAX_BODY));
    this.tooMany =
        dialect
            .error(dialect.busy(), "too many bodies are being received; send again later")
            .with("Retry-After", "1");
    this.onBody = handler;
    if (declaredLength() > MAX_BODY) {
      refuse(tooLarge);
    } else if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
  }

  private long declaredLength() {
    String length = request.getHeader("Content-Length");
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private void receive(Buffer chunk) {
    received += chunk.length();
    if (onBody == null || refusal != null) {
      if (received > MAX_DISCARDED) {
        closeWith(refusal);
      }
    } else if (received > MAX_BODY) {
      refuse(tooLarge);
    } else if (!reserve(chunk.length())) {
      refuse(tooMany);
    } else {
      body.appendBuffer(chunk);
    }
  }

  private boolean reserve(int bytes) {
    boolean taken = bodies.reserve(sender, bytes);
    reserved += taken ? bytes : 0;
    return taken;
  }

  private void release() {
    if (reserved > 0) {
      bodies.release(sender, reserved);
      reserved = 0;
    }
    body = Buffer.buffer();
  }

  private void end() {
    ended = true;
    guard.working(request.connection());
    if (refusal != null) {
      send(refusal);
    } else if (onBody != null) {
      byte[] bytes = body.getBytes();
      try {
        onBody.accept(bytes);
      } finally {
        release();
      }
    }
  }

  /** Answers when the body is received; without reading it, if the client waits for a word. */
  void answer(Answer answer) {
    if (ended) {
      send(answer);
    } else {
      refuse(answer);
    }
  }

  private void refuse(Answer answer) {
    refusal = answer;
    release();
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      closeWith(answer);
    }
  }

  /** The client may still be sending, so Vert.x alone would not close the connection. */
  private void closeWith(Answer answer) {
    if (answer != null) {
      send(answer.with("Connection", "close"));
    }
    var unused = request.connection().close();
  }

  private void send(Answer answer) {
    if (answered) {
      return;
    }
    answered = true;
    metrics.httpResponse(answer.status());
    request.response().endHandler(ignored -> guard.idle(request.connection()));
    answer.send(request.response());
  }
}
