package io.iotpipeline.gateway.http;

import io.iotpipeline.gateway.access.Sender;
import io.iotpipeline.gateway.admission.Admission;
import io.iotpipeline.gateway.intake.Batch;
import io.iotpipeline.gateway.intake.BatchTooLargeException;
import io.iotpipeline.gateway.intake.BusyException;
import io.iotpipeline.gateway.intake.UnavailableException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Locale;

/** Takes a message with events, and answers when Kafka has acknowledged it. */
final class EventEndpoint {

  private final Dialect dialect;
  private final Admission admission;
  private final Reader reader;

  /** Reads the events of a body; the query of the request may have parameters for it. */
  interface Reader {

    /** Checks the headers, before the body is received. */
    void check(HttpServerRequest request);

    Batch read(HttpServerRequest request, byte[] body);
  }

  EventEndpoint(Dialect dialect, Admission admission, Reader reader) {
    this.dialect = dialect;
    this.admission = admission;
    this.reader = reader;
  }

  void handle(Exchange exchange, Sender sender) {
    HttpServerRequest request = exchange.request();
    try {
      boolean packed = isGzip(request);
      reader.check(request);
      String limitKey = sender.limitKey(addressOf(request.remoteAddress()));
      exchange.readBody(dialect, limitKey, body -> take(exchange, sender, packed, body));
    } catch (RequestException e) {
      exchange.answer(dialect.error(e.status(), e.getMessage()));
    }
  }

  private static boolean isGzip(HttpServerRequest request) {
    String encoding = request.getHeader("Content-Encoding");
    return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
      case "identity" -> false;
      case "gzip", "x-gzip" -> true;
      default ->
          throw new RequestException(415, "unknown Content-Encoding; expected gzip or identity");
    };
  }

  private void take(Exchange exchange, Sender sender, boolean packed, byte[] body) {
    try {
      Batch batch = reader.read(exchange.request(), packed ? Gzip.unpack(body) : body);
      if (batch.size() == 0 && body.length == 0) {
        throw new RequestException(400, "the body is empty");
      }
      String address = addressOf(exchange.request().remoteAddress());
      var unused =
          admission
              .admit("http", sender, address, batch)
              .map(dialect::done)
              .otherwise(this::failed)
              .onSuccess(exchange::answer);
    } catch (RequestException e) {
      exchange.answer(dialect.error(e.status(), e.getMessage()));
    } catch (RuntimeException e) {
      exchange.answer(failed(e));
    }
  }

  private static String addressOf(SocketAddress address) {
    return address.hostAddress() + ':' + address.port();
  }

  private Answer failed(Throwable problem) {
    if (problem instanceof BusyException busy) {
      return dialect
          .error(dialect.busy(), busy.getMessage() + "; send again later")
          .with("Retry-After", seconds(busy.retryAfter()));
    }
    if (problem instanceof UnavailableException) {
      return dialect
          .error(503, problem.getMessage() + "; send again, each event counts once")
          .with("Retry-After", "5");
    }
    if (problem instanceof BatchTooLargeException) {
      return dialect.error(413, problem.getMessage());
    }
    return dialect.internalError(problem);
  }

  private static String seconds(Duration wait) {
    return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
  }
}
