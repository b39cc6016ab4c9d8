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
 * One Cassandra node's view of the ring, read over JMX. {@code nodetool status} prints the same but
 * takes seconds to start.
 *
 * @param observer name of the node that was asked
 * @param live addresses of nodes that it sees up
 * @param joining addresses of nodes that are not members yet
 */
record NodeView(String observer, List<String> live, List<String> joining) {

  // The URL contains no external input: it is a server of this stack.
  @SuppressWarnings("BanJNDI")
  static NodeView of(Cassandra node) throws IOException, JMException {
    JMXServiceURL url =
        new JMXServiceURL(
            "service:jmx:rmi:///jndi/rmi://%s:%d/jmxrmi"
                .formatted(DevStackConfig.HOST, node.jmxPort()));
    Map<String, Object> login = node.jmxLogin().map(JmxLogin::environment).orElse(Map.of());
    try (JMXConnector connector = JMXConnectorFactory.connect(url, login)) {
      MBeanServerConnection beans = connector.getMBeanServerConnection();
      return new NodeView(
          node.name(),
          addresses(beans, "LiveNodesWithPort"),
          addresses(beans, "JoiningNodesWithPort"));
    }
  }

  /**
   * @throws IllegalStateException if the observer does not see the node up and normal
   */
  void requireMember(Cassandra node) {
    if (!live.contains(node.ringAddress())) {
      throw new IllegalStateException(observer + " sees " + node.name() + " down");
    }
    if (joining.contains(node.ringAddress())) {
      throw new IllegalStateException(observer + " sees " + node.name() + " joining");
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
