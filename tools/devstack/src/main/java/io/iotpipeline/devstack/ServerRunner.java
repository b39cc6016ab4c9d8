package io.iotpipeline.devstack;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.Steps;
import io.iotpipeline.devstack.server.Launch;
import io.iotpipeline.devstack.server.Readiness;
import io.iotpipeline.devstack.server.Server;
import io.iotpipeline.devstack.server.ServerProcess;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Starts and stops servers. A failure stops no server: one that runs can still become ready, and
 * the next start then finds it. Ctrl-C stops what the current action has started.
 */
final class ServerRunner {

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  private final PrintStream out;
  private final Launch launch;

  /** Servers that the current action has started, last first. */
  private final Deque<Server> started = new ArrayDeque<>();

  private boolean stopping;

  ServerRunner(PrintStream out, Launch launch) {
    this.out = out;
    this.launch = launch;
  }

  /** Runs the action; if Ctrl-C or an interrupt ends it, stops the servers that it has started. */
  void run(Runnable action) {
    Thread onInterrupt = new Thread(this::stopStarted, "stop-started");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    try {
      action.run();
    } catch (RuntimeException e) {
      if (Thread.interrupted()) { // else no wait would last
        try {
          stopStarted();
        } finally {
          Thread.currentThread().interrupt();
        }
      }
      throw e;
    } finally {
      remove(onInterrupt);
      forgetStarted();
    }
  }

  boolean isRunning(Server server) {
    return new ServerProcess(server).running().isPresent();
  }

  /**
   * Starts a server without waiting for it, unless it runs. Synchronized, so no server starts
   * during or after {@link #stopStarted}.
   */
  synchronized void start(Server server) {
    if (stopping) {
      throw new PipelineException("interrupted before the start of " + server.name());
    }
    if (isRunning(server)) {
      out.printf("%-13s already running%n", server.name());
      return;
    }
    started.push(server);
    new ServerProcess(server).start(launch);
    out.printf("%-13s starting at %s%n", server.name(), server.address());
  }

  /**
   * Stops a server and starts it again. Ctrl-C waits for both, and does not stop the server
   * afterwards: it ran before.
   */
  synchronized void restart(Server server) {
    if (stopping) {
      throw new PipelineException("interrupted before the restart of " + server.name());
    }
    stop(server);
    new ServerProcess(server).start(launch);
    out.printf("%-13s starting at %s%n", server.name(), server.address());
  }

  /**
   * Waits until a started server is ready.
   *
   * @throws PipelineException if its process ends, or it is not ready in time
   */
  void await(Server server) {
    await(server, Readiness.TIMEOUT);
  }

  void await(Server server, Duration timeout) {
    Duration waited = new Readiness(server, out, timeout).await();
    String time = wasStarted(server) ? " (%.1f s)".formatted(waited.toMillis() / 1e3) : "";
    out.printf("%-13s ready at %s%s%n", server.name(), server.address(), time);
  }

  /** By the current action; if it was running before, the time since its start says nothing. */
  private synchronized boolean wasStarted(Server server) {
    return started.contains(server);
  }

  void stop(Server server) {
    ServerProcess process = new ServerProcess(server);
    if (process.running().isPresent()) {
      process.stop(STOP_TIMEOUT);
      out.printf("%-13s stopped%n", server.name());
    }
  }

  /** Stops servers that do not need each other, all at the same time. */
  void stopTogether(List<? extends Server> servers) {
    List<CompletableFuture<Void>> stops =
        servers.stream()
            .map(
                server ->
                    CompletableFuture.runAsync(
                        () -> stop(server), stop -> new Thread(stop, "stop").start()))
            .toList();
    Steps steps = new Steps();
    stops.forEach(each -> steps.run(() -> join(each)));
    steps.requireSuccess("Not everything could be stopped:");
  }

  private static void join(CompletableFuture<Void> future) {
    try {
      future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private synchronized void stopStarted() {
    stopping = true;
    while (!started.isEmpty()) {
      stop(started.pop());
    }
  }

  /** Not while Ctrl-C stops them. */
  private synchronized void forgetStarted() {
    started.clear();
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down, so the hook runs.
    }
  }
}
