package io.iotpipeline.devstack.config;

import java.util.List;

/**
 * Ports of the JMX exporters, of Prometheus and of Alertmanager.
 *
 * @param kafka JMX exporter of the broker
 * @param connect JMX exporter of the Connect worker
 * @param cassandra JMX exporter of each Cassandra node, on the address of the node
 * @param prometheus web UI and API of Prometheus
 * @param alertmanager web UI and API of Alertmanager
 */
public record MonitoringPorts(
    int kafka, int connect, int cassandra, int prometheus, int alertmanager) {

  private static final int DEFAULT_ALERTMANAGER = 9095;

  public static final MonitoringPorts DEFAULT =
      new MonitoringPorts(9404, 9405, 9406, 9090, DEFAULT_ALERTMANAGER);

  public MonitoringPorts {
    // Settings of earlier snapshots lack it.
    alertmanager = alertmanager == 0 ? DEFAULT_ALERTMANAGER : alertmanager;
  }

  List<Integer> all() {
    return List.of(kafka, connect, cassandra, prometheus, alertmanager);
  }
}
