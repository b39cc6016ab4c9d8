package io.iotpipeline.streamsapp.http;

import io.iotpipeline.streamsapp.access.BearerToken;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes each request to the endpoint of its path and writes the reply. A request without the token
 * of its route is refused before anything else is done.
 *
 * <p>The server's threads answer health checks and never wait. All other endpoints run in the
 * executor, because they may take long: they read the state, or ask another instance.
 */
final class Routes extends Handler.Abstract {

  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final long LOG_INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

  private final Map<String, Endpoint> health;
  private final Map<String, Route> exact;
  private final Route fallback;
  private final Executor executor;
  private final Semaphore permits;
  private final AtomicLong lastLogNanos = new AtomicLong(System.nanoTime() - LOG_INTERVAL_NANOS);

  /** An endpoint, and the token that opens it. */
  record Route(Endpoint endpoint, BearerToken token) {}

  /**
   * @param health endpoints of health checks by path; they return at once, and need no token
   * @param exact other routes by path
   * @param fallback route of all other paths
   * @param executor runs all endpoints but those of health checks
   * @param limit requests in work at a time, without health checks
   */
  Routes(
      Map<String, Endpoint> health,
      Map<String, Route> exact,
      Route fallback,
      Executor executor,
      int limit) {
    this.health = Map.copyOf(health);
    this.exact = Map.copyOf(exact);
    this.fallback = fallback;
    this.executor = executor;
    this.permits = new Semaphore(limit);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = request.getHttpURI().getPath();
    Endpoint check = health.get(path);
    Route route = exact.getOrDefault(path, fallback);
    if (check == null
        && !route.token().accepts(request.getHeaders().get(HttpHeader.AUTHORIZATION))) {
      write(Reply.unauthorized(), response, callback);
    } else if (!request.getMethod().equals("GET")) {
      Reply notAllowed =
          Reply.json(405, Map.of("error", "only GET is allowed"), Map.of("Allow", "GET"));
      write(notAllowed, response, callback);
    } else if (check != null) {
      write(reply(check, request), response, callback);
    } else {
      answer(route.endpoint(), request, response, callback);
    }
    return true;
  }

  private void answer(Endpoint endpoint, Request request, Response response, Callback callback) {
    if (!permits.tryAcquire()) {
      write(Reply.unavailable("too many requests at a time"), response, callback);
      return;
    }
    // Also if the client does not read the response and the connection is closed.
    Request.addCompletionListener(request, failure -> permits.release());
    try {
      executor.execute(() -> write(reply(endpoint, request), response, callback));
    } catch (RejectedExecutionException e) {
      write(Reply.unavailable("this instance is stopping"), response, callback);
    }
  }

  /** Does not wait until the client has read the reply. */
  static void write(Reply reply, Response response, Callback callback) {
    response.setStatus(reply.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
    reply.headers().forEach(response.getHeaders()::put);
    response.write(true, ByteBuffer.wrap(reply.body()), callback);
  }

  private Reply reply(Endpoint endpoint, Request request) {
    String target = request.getHttpURI().getPathQuery();
    try {
      return endpoint.answer(uri(target), request.getHeaders());
    } catch (BadRequestException e) {
      return Reply.error(400, e.getMessage());
    } catch (UnavailableException e) {
      return Reply.unavailable(e.getMessage());
    } catch (RuntimeException e) {
      logFailure(target, e);
      return Reply.error(500, "internal error; the cause is in the log of this instance");
    }
  }

  /** With a host, because a path that starts with two slashes would be taken for one. */
  private static URI uri(String target) {
    try {
      return URI.create("http://localhost" + target);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("the path or the query is not a valid URI");
    }
  }

  /** At most once per interval, because a client can repeat its request. */
  private void logFailure(String target, RuntimeException failure) {
    long last = lastLogNanos.get();
    long now = System.nanoTime();
    if (now - last >= LOG_INTERVAL_NANOS && lastLogNanos.compareAndSet(last, now)) {
      LOG.error("GET {} failed; other failures are not logged for 10 s", target, failure);
    }
  }
}
