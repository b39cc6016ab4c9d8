package io.iotpipeline.streamsapp.limits;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the number of connections and how long a client may take.
 *
 * <p>Jetty itself only limits the time without any byte, which a client that sends one byte per
 * second never exceeds. Its own limit of connections refuses new ones, and with them health checks;
 * this one closes the connection that has waited longest for its client instead.
 *
 * <p>With TLS a client has two connections: that of its encrypted bytes, in which is that of its
 * requests. It counts once, by the latter. Its time runs by the encrypted bytes, because a
 * handshake and a part of a TLS record decrypt to nothing.
 */
public final class ConnectionGuard extends Handler.Wrapper
    implements Connection.Listener, SslHandshakeListener {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionGuard.class);

  private static final long MAX_CHECK_INTERVAL_MS = 1000;

  private static final byte[] TIMEOUT =
      "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
          .getBytes(US_ASCII);

  private final HttpLimits limits;
  private final Scheduler scheduler;
  private final Map<Connection, Client> clients = new ConcurrentHashMap<>();

  /** What is known of the client of a connection. */
  private static final class Client {

    /** The connection that counts the bytes of the network. */
    final Connection network;

    /** Whether TLS is not yet established. */
    volatile boolean inHandshake;

    /** Requests whose response is not complete. */
    final AtomicInteger inWork = new AtomicInteger();

    /** The start of the request in work, or the end of the last one, or of the connection. */
    volatile long sinceNanos = System.nanoTime();

    /** The bytes received up to the end of the last request. */
    volatile long bytesBefore;

    /**
     * When the first bytes of a request were seen whose headers are incomplete; of a TLS handshake;
     * or the end of the handshake, until the first request; or 0.
     */
    volatile long headersSinceNanos;

    Client(Connection connection) {
      this.network =
          connection.getEndPoint() instanceof SslConnection.SslEndPoint decrypted
              ? decrypted.getSslConnection()
              : connection;
      this.inHandshake = network != connection;
    }
  }

  public ConnectionGuard(Handler handler, HttpLimits limits, Scheduler scheduler) {
    super(handler);
    this.limits = limits;
    this.scheduler = scheduler;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    scheduleCheck();
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof SslConnection) {
      return; // the connection in it is opened too
    }
    clients.put(connection, new Client(connection));
    if (clients.size() > limits.connections()) {
      long now = System.nanoTime();
      clients.entrySet().stream()
          .filter(other -> other.getKey() != connection)
          .min(
              Comparator.comparing(
                      (Map.Entry<Connection, Client> other) -> other.getValue().inWork.get() > 0)
                  .thenComparing(other -> other.getValue().sinceNanos - now))
          .ifPresent(longest -> abort(longest.getKey()));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    clients.remove(connection);
  }

  @Override
  public void handshakeSucceeded(Event event) {
    Client client = clients.get(event.getEndPoint().getConnection());
    if (client != null) {
      // A part of a request may have come with the end of the handshake.
      client.headersSinceNanos = System.nanoTime();
      client.inHandshake = false;
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Connection connection = request.getConnectionMetaData().getConnection();
    Client client = clients.get(connection);
    if (client != null) {
      client.inWork.incrementAndGet();
      client.sinceNanos = System.nanoTime();
      client.headersSinceNanos = 0;
      Request.addCompletionListener(
          request,
          failure -> {
            client.bytesBefore = client.network.getBytesIn();
            client.sinceNanos = System.nanoTime();
            client.inWork.decrementAndGet();
          });
    }
    return super.handle(request, response, callback);
  }

  private void scheduleCheck() {
    long interval =
        Math.min(
            MAX_CHECK_INTERVAL_MS,
            Math.min(limits.headerTime().toMillis(), limits.responseTime().toMillis()) / 2);
    scheduler.schedule(
        () -> {
          try {
            clients.forEach(this::checkAndLog);
          } finally {
            if (isRunning()) {
              scheduleCheck();
            }
          }
        },
        interval,
        TimeUnit.MILLISECONDS);
  }

  /** One that fails must not spare the others. */
  private void checkAndLog(Connection connection, Client client) {
    try {
      check(connection, client);
    } catch (RuntimeException e) {
      LOG.warn("Cannot end a connection that exceeds a limit", e);
    }
  }

  private void check(Connection connection, Client client) {
    long now = System.nanoTime();
    if (client.inWork.get() > 0) {
      if (exceeds(now - client.sinceNanos, limits.responseTime())) {
        abort(connection);
      }
    } else if (client.network.getBytesIn() == client.bytesBefore) {
      client.headersSinceNanos = 0;
    } else if (client.headersSinceNanos == 0) {
      client.headersSinceNanos = now;
    } else if (exceeds(now - client.headersSinceNanos, limits.headerTime())) {
      if (client.inHandshake) {
        abort(connection); // nothing can be written
      } else {
        respondTimeout(connection);
      }
    }
  }

  private static boolean exceeds(long nanos, Duration limit) {
    return nanos > limit.toNanos();
  }

  /** Nothing else is written on the connection, because it has no complete request. */
  private void respondTimeout(Connection connection) {
    Callback close = Callback.from(() -> abort(connection));
    try {
      connection.getEndPoint().write(close, ByteBuffer.wrap(TIMEOUT));
    } catch (RuntimeException alreadyClosing) {
      abort(connection);
    }
  }

  private void abort(Connection connection) {
    clients.remove(connection);
    connection.getEndPoint().close();
  }
}
