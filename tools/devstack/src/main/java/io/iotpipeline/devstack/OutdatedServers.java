package io.iotpipeline.devstack;

import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Alertmanager;
import io.iotpipeline.devstack.server.Api;
import io.iotpipeline.devstack.server.Gateway;
import io.iotpipeline.devstack.server.Prometheus;
import io.iotpipeline.devstack.server.Server;
import io.iotpipeline.devstack.server.StreamsApp;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Stops what an earlier start has started and the new settings do not want: instances of the
 * streams app that exceed the configured number or have other settings, a gateway that is no longer
 * configured or has other settings, and a Prometheus or Alertmanager that is no longer configured
 * or has other ports. This happens before the settings are saved, so the saved settings always
 * include all running instances.
 */
final class OutdatedServers {

  private final DevStack stack;
  private final DevStackConfig config;
  private final ServerRunner runner;

  OutdatedServers(DevStack stack, DevStackConfig config, ServerRunner runner) {
    this.stack = stack;
    this.config = config;
    this.runner = runner;
  }

  void stop() {
    DevStackConfig previous = DevStackConfig.load(config.root(), config.home());
    boolean otherPorts = !previous.ports().monitoring().equals(config.ports().monitoring());
    for (Server each : List.of(new Prometheus(config), new Alertmanager(config))) {
      if (otherPorts || stack.server(each.name()).isEmpty()) {
        runner.stop(each);
      }
    }
    Set<List<String>> current = new HashSet<>();
    stack.streamsApps().forEach(app -> current.add(app.command()));
    stack.gateway().forEach(gateway -> current.add(gateway.command()));
    stack.api().forEach(api -> current.add(api.command()));
    StreamsApp.all(previous).stream()
        .filter(app -> !current.contains(app.command()))
        .forEach(runner::stop);
    Gateway.all(previous).stream()
        .filter(gateway -> !current.contains(gateway.command()))
        .forEach(runner::stop);
    Api.all(previous).stream()
        .filter(api -> !current.contains(api.command()))
        .forEach(runner::stop);
  }
}
