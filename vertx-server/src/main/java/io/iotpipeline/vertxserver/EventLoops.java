package io.iotpipeline.vertxserver;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event loops of a server's Vert.x, one for each processor; starts and stops what they run. */
public final class EventLoops implements AutoCloseable {

  /** How many there are. */
  public static final int COUNT = Math.max(2, Runtime.getRuntime().availableProcessors());

  private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration RELOAD_INTERVAL = Duration.ofSeconds(10);
  private static final long DRAIN_CHECK_MS = 20;

  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setEventLoopPoolSize(COUNT)
              .setPreferNativeTransport(false)
              .setFileSystemOptions(
                  new FileSystemOptions()
                      .setFileCachingEnabled(false)
                      .setClassPathResolvingEnabled(false)));

  public Vertx vertx() {
    return vertx;
  }

  /**
   * Waits until a server listens.
   *
   * @param setting its address, {@code KEY=VALUE}, for messages
   * @throws StartupException if it cannot listen
   */
  public static void awaitListening(Future<Void> started, String setting) {
    try {
      await(started, START_TIMEOUT);
      LOG.info("Listening at {}", setting);
    } catch (ExecutionException e) {
      throw new StartupException(
          "cannot listen at %s: %s; set another address, or stop what listens there"
              .formatted(setting, e.getCause().getMessage()),
          e);
    } catch (TimeoutException e) {
      throw new StartupException("cannot listen at " + setting + " within 30 s", e);
    }
  }

  /** Reads files again, every ten seconds; not on an event loop. */
  public void reloadRegularly(Runnable reload) {
    var unused =
        vertx.setPeriodic(
            RELOAD_INTERVAL.toMillis(),
            id -> {
              var ignored =
                  vertx.executeBlocking(
                      () -> {
                        reload.run();
                        return null;
                      });
            });
  }

  /** Waits until nothing is in work, or the time is up. */
  public static void drain(IntSupplier inWork, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (inWork.getAsInt() > 0 && System.nanoTime() < deadline) {
        Thread.sleep(DRAIN_CHECK_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a server that stops; logs it if it does not. */
  public static void awaitStopped(Future<Void> stopped) {
    try {
      await(stopped, CLOSE_TIMEOUT);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("A server does not stop: {}", e.toString());
    }
  }

  @Override
  public void close() {
    try {
      await(vertx.close(), CLOSE_TIMEOUT);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("Not closed: {}", e.toString());
    }
  }

  private static void await(Future<Void> future, Duration timeout)
      throws ExecutionException, TimeoutException {
    try {
      var unused =
          future
              .toCompletionStage()
              .toCompletableFuture()
              .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimeoutException("interrupted");
    }
  }
}
