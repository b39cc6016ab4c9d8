package io.iotpipeline.devstack;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.setup.ConnectorSetup;
import io.iotpipeline.admin.setup.SchemaSetup;
import io.iotpipeline.admin.setup.TableSetup;
import io.iotpipeline.admin.setup.TopicSetup;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.process.Folders;
import io.iotpipeline.devstack.server.Cassandra;
import io.iotpipeline.devstack.server.ConnectWorker;
import io.iotpipeline.devstack.server.Kafka;
import io.iotpipeline.devstack.server.Prometheus;
import io.iotpipeline.devstack.server.Readiness;
import io.iotpipeline.devstack.server.Registry;
import io.iotpipeline.devstack.server.Server;
import io.iotpipeline.devstack.server.ServerProcess;
import io.iotpipeline.devstack.server.StreamsApp;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The real servers on one machine: starts them in order, sets them up, and stops them. */
public final class DevStack {

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

  private final DevStackConfig settings;
  private final PrintStream out;
  private final Server kafka;
  private final Server registry;
  private final List<Cassandra> cassandra;
  private final Server connect;
  private final List<StreamsApp> streamsApps;

  /** Prometheus, or nothing. */
  private final List<Server> monitoring;

  /** What this run started, last first: all that a failure has to stop again. */
  private final Deque<Server> started = new ArrayDeque<>();

  private boolean stopping;

  public DevStack(DevStackConfig settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
    this.kafka = new Kafka(settings);
    this.registry = new Registry(settings);
    this.cassandra = Cassandra.all(settings);
    this.connect = new ConnectWorker(settings);
    this.streamsApps = StreamsApp.all(settings);
    this.monitoring = settings.prometheus() ? List.of(new Prometheus(settings)) : List.of();
  }

  /** The servers in the order in which they depend on one another. */
  public List<Server> servers() {
    List<Server> servers = new ArrayList<>(List.of(kafka, registry));
    servers.addAll(cassandra);
    servers.add(connect);
    servers.addAll(streamsApps);
    servers.addAll(monitoring);
    return List.copyOf(servers);
  }

  /** The server of that name; {@code streams-app} without a number is the first instance. */
  public Optional<Server> server(String name) {
    String full = name.equals(StreamsApp.NAME) ? streamsApps.get(0).name() : name;
    return servers().stream().filter(server -> server.name().equals(full)).findFirst();
  }

  /**
   * Starts what is not running and sets up what is not there. Servers that need nothing of each
   * other start side by side; each is used only after it has answered a real request.
   *
   * @throws PipelineException when something fails; whatever this call had started is stopped then
   */
  public void up() {
    settings.requireOnThisMachine();
    orStopStarted(
        () -> {
          Preflight.check(
              settings, servers().stream().filter(server -> !isRunning(server)).toList());
          stopOutdated();
          settings.save();
          startAll();
        });
  }

  private void startAll() {
    CassandraRing ring = new CassandraRing(settings, starter(), out);
    start(kafka);
    start(registry);
    ring.start();

    await(kafka);
    out.println("topics        " + new TopicSetup(settings).apply());
    start(connect);
    await(registry);
    out.println("schemas       " + new SchemaSetup(settings).apply());
    streamsApps.forEach(this::start);
    ring.complete();
    out.println("tables        " + new TableSetup(settings).apply());
    await(connect);
    out.println("connectors    " + new ConnectorSetup(settings).apply());
    streamsApps.forEach(this::await);
    monitoring.forEach(this::watch);
  }

  /** Last, when all is there that it asks; one that runs is told what was added. */
  private void watch(Server prometheus) {
    if (isRunning(prometheus)) {
      new ServerProcess(prometheus).prepare();
    }
    start(prometheus);
    await(prometheus);
  }

  /**
   * Starts one server of a stack that was set up before, and waits until it answers.
   *
   * @throws PipelineException when it cannot be started; it does not run then
   */
  public void startAlone(Server server) {
    orStopStarted(
        () -> {
          Preflight.check(settings, List.of(server));
          start(server);
          await(server);
        });
  }

  /** Starts Kafka and the registry alone, with topics and schemas: enough for the streams app. */
  public void upForEvents() {
    settings.requireOnThisMachine();
    Preflight.check(settings, List.of(kafka, registry));
    settings.save();
    start(kafka);
    start(registry);
    await(kafka);
    new TopicSetup(settings).apply();
    await(registry);
    new SchemaSetup(settings).apply();
    started.clear();
  }

  /** Starts what is needed to write rows from topics: all but the streams app and connectors. */
  public void upForRows() {
    settings.requireOnThisMachine();
    orStopStarted(
        () -> {
          Preflight.check(
              settings,
              servers().stream()
                  .filter(server -> !streamsApps.contains(server) && !isRunning(server))
                  .toList());
          settings.save();
          CassandraRing ring = new CassandraRing(settings, starter(), out);
          start(kafka);
          start(registry);
          ring.start();
          await(kafka);
          new TopicSetup(settings).apply();
          start(connect);
          await(registry);
          new SchemaSetup(settings).apply();
          ring.complete();
          new TableSetup(settings).apply();
          await(connect);
        });
  }

  /** Whatever the action had started is stopped when it fails, or when Ctrl-C ends it. */
  private void orStopStarted(Runnable action) {
    Thread whenInterrupted = new Thread(this::stopStarted, "stop-started");
    Runtime.getRuntime().addShutdownHook(whenInterrupted);
    try {
      action.run();
      started.clear();
    } catch (RuntimeException e) {
      stopStarted();
      throw e;
    } finally {
      forget(whenInterrupted);
    }
  }

  /** Stops every server, the last in the order first. */
  public void down() {
    List<Server> reversed = new ArrayList<>(servers());
    Collections.reverse(reversed);
    reversed.forEach(this::stop);
  }

  /** Removes everything that the stack has written. */
  public void wipe() {
    Folders.delete(settings.home());
  }

  public boolean isRunning(Server server) {
    return new ServerProcess(server).running().isPresent();
  }

  /** Never beside or after stopStarted, which must not leave anything behind. */
  private synchronized void start(Server server) {
    if (stopping) {
      throw new PipelineException("interrupted before the start of " + server.name());
    }
    if (isRunning(server)) {
      return;
    }
    started.push(server);
    new ServerProcess(server).start();
    out.printf("%-13s starting at %s%n", server.name(), server.address());
  }

  /**
   * Stops the instances of the streams app that are beyond the number wanted, or run with other
   * settings than they would be started with now, and Prometheus likewise. Before the settings are
   * kept, so that no instance runs that the kept ones do not know.
   */
  private void stopOutdated() {
    DevStackConfig before = DevStackConfig.load(settings.root(), settings.home());
    if (monitoring.isEmpty()
        || !before.ports().monitoring().equals(settings.ports().monitoring())) {
      stop(new Prometheus(settings));
    }
    Set<List<String>> wanted =
        streamsApps.stream().map(StreamsApp::command).collect(Collectors.toSet());
    StreamsApp.all(before).stream()
        .filter(app -> !wanted.contains(app.command()))
        .forEach(this::stop);
  }

  private CassandraRing.Starter starter() {
    return new CassandraRing.Starter() {
      @Override
      public void start(Server server) {
        DevStack.this.start(server);
      }

      @Override
      public void await(Server server, Duration patience) {
        DevStack.this.await(server, patience);
      }
    };
  }

  private void await(Server server) {
    await(server, Readiness.PATIENCE);
  }

  private void await(Server server, Duration patience) {
    Duration waited = new Readiness(server, out, patience).await();
    out.printf("%-13s ready at %s (%.1f s)%n", server.name(), server.address(), seconds(waited));
  }

  private void stop(Server server) {
    ServerProcess process = new ServerProcess(server);
    if (process.running().isPresent()) {
      process.stop(STOP_PATIENCE);
      out.printf("%-13s stopped%n", server.name());
    }
  }

  private synchronized void stopStarted() {
    stopping = true;
    while (!started.isEmpty()) {
      stop(started.pop());
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Already shutting down: the hook is doing its work.
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
