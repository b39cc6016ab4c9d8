package io.iotpipeline.devstack.config;

import java.util.List;

/**
 * Where metrics are asked for, and where Prometheus listens if it is wanted.
 *
 * @param kafka the broker's JMX exporter
 * @param connect the Connect worker's
 * @param cassandra that of each Cassandra node, on the node's own address
 * @param prometheus its web page and API
 */
public record MonitoringPorts(int kafka, int connect, int cassandra, int prometheus) {

  public static final MonitoringPorts DEFAULT = new MonitoringPorts(9404, 9405, 9406, 9090);

  List<Integer> all() {
    return List.of(kafka, connect, cassandra, prometheus);
  }
}
