package io.iotpipeline.devstack.config;

import java.util.List;

/**
 * Ports of the JMX exporters and of Prometheus.
 *
 * @param kafka JMX exporter of the broker
 * @param connect JMX exporter of the Connect worker
 * @param cassandra JMX exporter of each Cassandra node, on the address of the node
 * @param prometheus web UI and API of Prometheus
 */
public record MonitoringPorts(int kafka, int connect, int cassandra, int prometheus) {

  public static final MonitoringPorts DEFAULT = new MonitoringPorts(9404, 9405, 9406, 9090);

  List<Integer> all() {
    return List.of(kafka, connect, cassandra, prometheus);
  }
}
