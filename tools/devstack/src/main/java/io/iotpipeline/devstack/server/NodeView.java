package io.iotpipeline.devstack.server;

import io.iotpipeline.devstack.config.DevStackConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What one Cassandra node knows of the others, over JMX: what {@code nodetool status} prints,
 * without the seconds that a JVM for it takes.
 *
 * @param of the name of the node that was asked
 * @param live addresses that it sees up
 * @param joining addresses that are not members yet
 */
record NodeView(String of, List<String> live, List<String> joining) {

  // Whom it asks is no input of anybody: a server of ours, on this machine.
  @SuppressWarnings("BanJNDI")
  static NodeView of(Cassandra node) throws IOException, JMException {
    JMXServiceURL url =
        new JMXServiceURL(
            "service:jmx:rmi:///jndi/rmi://%s:%d/jmxrmi"
                .formatted(DevStackConfig.HOST, node.jmxPort()));
    try (JMXConnector connector = JMXConnectorFactory.connect(url, Map.of())) {
      MBeanServerConnection beans = connector.getMBeanServerConnection();
      return new NodeView(
          node.name(),
          addresses(beans, "LiveNodesWithPort"),
          addresses(beans, "JoiningNodesWithPort"));
    }
  }

  /**
   * @throws IllegalStateException when the node that was asked does not see the other up and normal
   */
  void requireMember(Cassandra node) {
    if (!live.contains(node.ringAddress())) {
      throw new IllegalStateException(of + " sees " + node.name() + " down");
    }
    if (joining.contains(node.ringAddress())) {
      throw new IllegalStateException(of + " sees " + node.name() + " joining");
    }
  }

  private static List<String> addresses(MBeanServerConnection beans, String attribute)
      throws IOException, JMException {
    Object value =
        beans.getAttribute(
            new ObjectName("org.apache.cassandra.db:type=StorageService"), attribute);
    return ((List<?>) value).stream().map(Object::toString).toList();
  }
}
