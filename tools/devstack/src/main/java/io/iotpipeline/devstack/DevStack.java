package io.iotpipeline.devstack;

import io.iotpipeline.admin.cluster.HomeFolder;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.status.PipelineStatus;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.security.StackSecurity;
import io.iotpipeline.devstack.server.Api;
import io.iotpipeline.devstack.server.Cassandra;
import io.iotpipeline.devstack.server.ConnectWorker;
import io.iotpipeline.devstack.server.Gateway;
import io.iotpipeline.devstack.server.Kafka;
import io.iotpipeline.devstack.server.Launch;
import io.iotpipeline.devstack.server.Registry;
import io.iotpipeline.devstack.server.Server;
import io.iotpipeline.devstack.server.ServerProcess;
import io.iotpipeline.devstack.server.StreamsApp;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts the real servers on this machine in order, sets them up and stops them. */
public final class DevStack {

  /** How much of the stack an {@link #up(Scope)} starts; each scope includes the one before. */
  public enum Scope {
    /** Kafka and the registry, with topics and schemas: what the streams app needs. */
    EVENTS,
    /** Also Cassandra with its tables and the Connect worker: what writes rows from topics. */
    ROWS,
    /** Also the streams app, the connectors, and the servers that are optional. */
    ALL;

    boolean includes(Scope other) {
      return compareTo(other) >= 0;
    }
  }

  private final DevStackConfig config;
  private final PrintStream out;
  private final ServerRunner runner;
  private final Server kafka;
  private final Server registry;
  private final List<Cassandra> cassandra;
  private final Server connect;
  private final List<StreamsApp> streamsApps;

  /** The gateway, or empty. */
  private final List<Gateway> gateway;

  /** The read API, or empty. */
  private final List<Api> api;

  /** Alertmanager and Prometheus, those that are installed, or empty. */
  private final List<Server> monitoring;

  public DevStack(DevStackConfig config, PrintStream out) {
    this(config, out, Launch.UNCHANGED);
  }

  /**
   * @param launch how the processes of the servers are started
   */
  public DevStack(DevStackConfig config, PrintStream out, Launch launch) {
    this.config = config;
    this.out = out;
    this.runner = new ServerRunner(out, launch);
    this.kafka = new Kafka(config);
    this.registry = new Registry(config);
    this.cassandra = Cassandra.all(config);
    this.connect = new ConnectWorker(config);
    this.streamsApps = StreamsApp.all(config);
    this.gateway = Gateway.all(config);
    this.api = Api.all(config);
    this.monitoring = new MonitoringServers(config, runner).all();
  }

  /** All servers; each comes after the servers that it depends on. */
  public List<Server> servers() {
    return servers(Scope.ALL);
  }

  private List<Server> servers(Scope scope) {
    List<Server> servers = new ArrayList<>(List.of(kafka, registry));
    if (scope.includes(Scope.ROWS)) {
      servers.addAll(cassandra);
      servers.add(connect);
    }
    if (scope.includes(Scope.ALL)) {
      servers.addAll(streamsApps);
      servers.addAll(gateway);
      servers.addAll(api);
      servers.addAll(monitoring);
    }
    return List.copyOf(servers);
  }

  /** The server of that name; {@code streams-app} without a number is the first instance. */
  public Optional<Server> server(String name) {
    String full = name.equals(StreamsApp.NAME) ? streamsApps.get(0).name() : name;
    return servers().stream().filter(server -> server.name().equals(full)).findFirst();
  }

  /** The process and the state of each server: UP, NOT READY or DOWN. */
  public List<PipelineStatus.Service> services() {
    return servers().stream().map(server -> new ServerProcess(server).status()).toList();
  }

  /** Starts the whole stack, see {@link #up(Scope)}. */
  public void up() {
    up(Scope.ALL);
  }

  /**
   * Starts the servers that do not run and sets up what does not exist. Independent servers start
   * in parallel; a server is used only after it has answered a real request. What fails does not
   * stop the rest; Ctrl-C or an interrupt stops the servers that this call has started.
   *
   * @throws PipelineException if something fails, with all that failed
   */
  public void up(Scope scope) {
    runner.run(
        () -> {
          new MonitoringServers(config, runner).printMissing(out);
          requireStartable(scope);
          config.security().ifPresent(StackSecurity::create);
          if (scope.includes(Scope.ALL)) {
            new OutdatedServers(this, config, runner).stop();
          }
          config.save();
          new StackStart(this, config, runner, out).run(scope);
        });
  }

  /**
   * Checks what {@link #up()} would refuse, and changes nothing.
   *
   * @throws PipelineException if servers of another kind run, or something is missing or in use
   */
  public void requireStartable() {
    requireStartable(Scope.ALL);
  }

  private void requireStartable(Scope scope) {
    requireSameSecurity();
    Preflight.check(config, servers(scope).stream().filter(server -> !isRunning(server)).toList());
  }

  /**
   * Starts one server of a stack that has been set up, and waits until it is ready.
   *
   * @throws PipelineException if the server does not become ready
   */
  public void startAlone(Server server) {
    runner.run(
        () -> {
          Preflight.check(config, List.of(server));
          runner.start(server);
          runner.await(server);
        });
  }

  /**
   * Replaces the secrets of a running secured stack.
   *
   * @param devices whether devices get new logins too; they are refused until they have them
   * @throws PipelineException if the stack has no logins, or a server is down
   */
  public void rotateSecrets(boolean devices) {
    runner.run(() -> new SecretsRotation(this, config, runner, out).run(devices));
  }

  /** Stops all servers, those that use others first. */
  public void down() {
    List<Server> clients = new ArrayList<>(monitoring);
    clients.addAll(api);
    clients.addAll(gateway);
    clients.addAll(streamsApps);
    clients.add(connect);
    runner.stopTogether(clients);
    List<Server> stores = new ArrayList<>(cassandra);
    stores.add(registry);
    stores.add(kafka);
    runner.stopTogether(stores);
  }

  /**
   * Deletes everything that the stack has written.
   *
   * @return the names of what is in the home folder and was not made by a stack; it stays
   * @throws PipelineException if the home folder is not one of a stack
   */
  public List<String> wipe() {
    return new HomeFolder(config.home()).wipe();
  }

  Server kafka() {
    return kafka;
  }

  Server registry() {
    return registry;
  }

  List<Cassandra> cassandra() {
    return cassandra;
  }

  Server connect() {
    return connect;
  }

  List<StreamsApp> streamsApps() {
    return streamsApps;
  }

  /** The read API, or empty. */
  List<Api> api() {
    return api;
  }

  /** The gateway, or empty. */
  List<Gateway> gateway() {
    return gateway;
  }

  /** Alertmanager and Prometheus, those that are installed, or empty. */
  List<Server> monitoring() {
    return monitoring;
  }

  private boolean isRunning(Server server) {
    return runner.isRunning(server);
  }

  /**
   * Servers with and without logins cannot talk to each other.
   *
   * @throws PipelineException if servers run that the other kind of start has started
   */
  private void requireSameSecurity() {
    DevStackConfig previous = DevStackConfig.load(config.root(), config.home());
    if (previous.secure() != config.secure() && servers().stream().anyMatch(this::isRunning)) {
      throw new PipelineException(
          "The servers run %s logins and TLS. Stop them first, the data stays: ./pipeline down"
              .formatted(previous.secure() ? "with" : "without"));
    }
  }
}
