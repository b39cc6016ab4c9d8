package io.iotpipeline.devstack;

import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Alertmanager;
import io.iotpipeline.devstack.server.Prometheus;
import io.iotpipeline.devstack.server.Server;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Alertmanager and Prometheus, as far as they are configured, and installed or running. */
final class MonitoringServers {

  private final DevStackConfig config;
  private final boolean alertmanager;
  private final boolean prometheus;

  MonitoringServers(DevStackConfig config, ServerRunner runner) {
    this.config = config;
    this.alertmanager = Alertmanager.isInstalled() || runner.isRunning(new Alertmanager(config));
    this.prometheus = Prometheus.isInstalled() || runner.isRunning(new Prometheus(config));
  }

  /** Prometheus comes after what it notifies. */
  List<Server> all() {
    List<Server> servers = new ArrayList<>();
    if (config.prometheus() && alertmanager) {
      servers.add(new Alertmanager(config));
    }
    if (config.prometheus() && prometheus) {
      servers.add(new Prometheus(config));
    }
    return List.copyOf(servers);
  }

  /** Prints a line for each that is configured and not there. */
  void printMissing(PrintStream out) {
    if (config.prometheus() && !prometheus) {
      out.println(Prometheus.NOT_INSTALLED);
    }
    if (config.prometheus() && !alertmanager) {
      out.println(Alertmanager.NOT_INSTALLED);
    }
  }
}
