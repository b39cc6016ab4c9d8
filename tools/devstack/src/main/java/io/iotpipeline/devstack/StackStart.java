package io.iotpipeline.devstack;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.Steps;
import io.iotpipeline.admin.setup.ConnectorSetup;
import io.iotpipeline.admin.setup.SchemaSetup;
import io.iotpipeline.admin.setup.TableSetup;
import io.iotpipeline.admin.setup.TopicSetup;
import io.iotpipeline.devstack.access.KafkaAccess;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.roles.CassandraRoles;
import io.iotpipeline.devstack.server.Alertmanager;
import io.iotpipeline.devstack.server.Server;
import io.iotpipeline.devstack.server.ServerProcess;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One start of the stack. A server that does not start, or a step that fails, fails only the steps
 * that need it; all others are done.
 */
final class StackStart {

  private final DevStack stack;
  private final DevStackConfig config;
  private final Pipeline pipeline;
  private final ServerRunner runner;
  private final PrintStream out;
  private final CassandraRing ring;
  private final Optional<CassandraRoles> roles;
  private final Steps steps = new Steps();

  /** Servers whose process could not be started. */
  private final Set<String> notStarted = new HashSet<>();

  StackStart(DevStack stack, DevStackConfig config, ServerRunner runner, PrintStream out) {
    this.stack = stack;
    this.config = config;
    this.pipeline = config.pipeline();
    this.runner = runner;
    this.out = out;
    this.ring = new CassandraRing(config, runner, out);
    this.roles = CassandraRoles.of(config);
  }

  /**
   * @throws io.iotpipeline.admin.cluster.PipelineException if something fails, with all that failed
   */
  void run(DevStack.Scope scope) {
    boolean rows = scope.includes(DevStack.Scope.ROWS);
    boolean all = scope.includes(DevStack.Scope.ALL);
    start(stack.kafka());
    start(stack.registry());
    if (rows) {
      steps.run(ring::start);
    }

    boolean kafka = await(stack.kafka()) && makeLogins();
    if (kafka) {
      report("topics", new TopicSetup(pipeline)::apply);
    }
    if (kafka && rows) {
      start(stack.connect());
    }
    boolean schemas =
        await(stack.registry()) && report("schemas", new SchemaSetup(pipeline)::apply);
    if (kafka && all) {
      stack.streamsApps().forEach(this::start);
    }
    if (kafka && schemas && all) {
      stack.gateway().forEach(this::start);
      stack.api().forEach(this::start);
    }
    if (rows) {
      if (steps.run(ring::complete) || ring.answers()) {
        createTables();
      }
    }
    boolean connect = kafka && rows && await(stack.connect());
    if (connect && all) {
      report("connectors", new ConnectorSetup(pipeline)::apply);
    }
    if (kafka && all) {
      stack.streamsApps().forEach(this::await);
    }
    if (kafka && schemas && all) {
      stack.gateway().forEach(this::await);
      stack.api().forEach(this::await);
    }
    if (all) {
      stack.monitoring().forEach(this::startMonitoring);
    }
    if (connect && all) {
      notifyAlertmanager();
    }
    steps.requireSuccess(
        "Not everything is up. What runs keeps running; run up again when this is solved:");
  }

  /** Everybody else needs them; the broker has them from its first start on. */
  private boolean makeLogins() {
    return config
        .security()
        .map(security -> report("logins", new KafkaAccess(config, security)::apply))
        .orElse(true);
  }

  private void start(Server server) {
    if (!steps.run(() -> runner.start(server))) {
      notStarted.add(server.name());
    }
  }

  private boolean await(Server server) {
    return !notStarted.contains(server.name()) && steps.run(() -> runner.await(server));
  }

  /** Comes last because it scrapes the others; a running Prometheus reloads its configuration. */
  private void startMonitoring(Server prometheus) {
    if (runner.isRunning(prometheus)) {
      steps.run(new ServerProcess(prometheus)::prepare);
    }
    start(prometheus);
    await(prometheus);
  }

  /**
   * Alertmanager hears of the sensors' alerts by a connector, as long as it is part of the stack.
   */
  private void notifyAlertmanager() {
    Alertmanager alertmanager = new Alertmanager(config);
    ConnectorSetup connectors = new ConnectorSetup(pipeline);
    if (stack.server(Alertmanager.NAME).isPresent()) {
      report(
          "alerts", () -> connectors.notify(Alertmanager.NAME, alertmanager.connectorSettings()));
    } else {
      steps.run(() -> connectors.endNotify(Alertmanager.NAME, alertmanager.address()));
    }
  }

  /** In a secured stack the operator creates them, who is a role and can give no rights. */
  private void createTables() {
    if (roles.isPresent() && !report("roles", roles.get()::create)) {
      return;
    }
    if (report("tables", new TableSetup(pipeline)::apply)) {
      roles.ifPresent(each -> steps.run(each::grant));
    }
  }

  private boolean report(String what, Supplier<String> step) {
    return steps.run(() -> out.printf("%-13s %s%n", what, step.get()));
  }
}
