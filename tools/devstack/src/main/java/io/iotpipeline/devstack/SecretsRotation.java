package io.iotpipeline.devstack;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.setup.ConnectorSetup;
import io.iotpipeline.devstack.access.KafkaAccess;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.roles.CassandraRoles;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.StackSecurity;
import io.iotpipeline.devstack.server.Server;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Replaces the secrets of a running stack. The servers take them one after the other, those that
 * others log in to with passwords last: by then the others have the new ones. The registry is the
 * first, because it has to know a new key of tokens before anybody has a token of it. Each keeps
 * its data, so events wait and none is lost. What an interruption leaves, the next rotation
 * completes, if all servers run.
 */
final class SecretsRotation {

  private final DevStack stack;
  private final DevStackConfig config;
  private final ServerRunner runner;
  private final PrintStream out;

  SecretsRotation(DevStack stack, DevStackConfig config, ServerRunner runner, PrintStream out) {
    this.stack = stack;
    this.config = config;
    this.runner = runner;
    this.out = out;
  }

  /**
   * @param devices whether devices get new logins too; they are refused until they have them
   * @throws PipelineException if a server does not run, before anything is changed
   */
  void run(boolean devices) {
    StackSecurity security =
        config
            .security()
            .orElseThrow(
                () ->
                    new PipelineException(
                        "This pipeline has no secrets: ./pipeline up --secure makes them"));
    requireAllRunning();
    Set<Identity> identities = EnumSet.copyOf(security.identities());
    if (!devices) {
      identities.remove(Identity.DEVICE);
    }
    // What an interrupted rotation may have left.
    security.create();
    makeRoles();
    security.rotate(identities);
    out.printf("%-13s %s%n", "secrets", "new for " + String.join(", ", names(identities)));
    out.printf("%-13s %s%n", "logins", new KafkaAccess(config, security).apply());
    out.printf("%-13s %s%n", "roles", makeRoles());
    for (Server server : order()) {
      runner.restart(server);
      runner.await(server);
    }
    out.printf("%-13s %s%n", "connectors", new ConnectorSetup(config.pipeline()).apply());
  }

  /** With the secrets as they are now. */
  private String makeRoles() {
    return CassandraRoles.of(config).orElseThrow().create();
  }

  private void requireAllRunning() {
    List<String> down =
        stack.servers().stream()
            .filter(server -> !runner.isRunning(server))
            .map(Server::name)
            .toList();
    if (!down.isEmpty()) {
      throw new PipelineException(
          "Nothing is changed: all servers must run, and these do not: %s. ./pipeline down and ./pipeline up start all with the secrets that there are"
              .formatted(String.join(", ", down)));
    }
  }

  private List<Server> order() {
    List<Server> order = new ArrayList<>();
    order.add(stack.registry());
    order.addAll(stack.gateway());
    order.addAll(stack.streamsApps());
    order.addAll(stack.api()); // logs in to them with a token
    order.add(stack.connect());
    order.addAll(stack.cassandra());
    order.add(stack.kafka());
    order.addAll(stack.monitoring());
    return order;
  }

  private static List<String> names(Set<Identity> identities) {
    return identities.stream().map(Identity::id).toList();
  }
}
