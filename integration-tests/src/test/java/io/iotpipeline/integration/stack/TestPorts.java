package io.iotpipeline.integration.stack;

import io.iotpipeline.devstack.config.MonitoringPorts;
import io.iotpipeline.devstack.config.PortProbe;
import io.iotpipeline.devstack.config.Ports;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Free ports, none of them given twice: two stacks may be starting at the same time. */
public final class TestPorts {

  private static final List<Integer> GIVEN = new ArrayList<>();

  private TestPorts() {}

  /**
   * @param cassandraNodes how many nodes the ports are for
   */
  public static synchronized Ports free(int cassandraNodes) {
    while (true) {
      Ports ports = Ports.free().withCassandraNodes(cassandraNodes, PortProbe::isFree);
      List<Integer> all = all(ports);
      if (Collections.disjoint(all, GIVEN)) {
        GIVEN.addAll(all);
        return ports;
      }
    }
  }

  private static List<Integer> all(Ports ports) {
    List<Integer> all =
        new ArrayList<>(
            List.of(
                ports.kafka(),
                ports.kafkaController(),
                ports.kafkaReplication(),
                ports.registry(),
                ports.connect(),
                ports.cassandra(),
                ports.cassandraStorage()));
    all.addAll(ports.cassandraJmx());
    all.addAll(ports.streamsApps());
    MonitoringPorts monitoring = ports.monitoring();
    all.addAll(
        List.of(
            monitoring.kafka(),
            monitoring.connect(),
            monitoring.cassandra(),
            monitoring.prometheus(),
            monitoring.alertmanager(),
            ports.gateway().http(),
            ports.gateway().mqtt(),
            ports.api()));
    return all;
  }
}
