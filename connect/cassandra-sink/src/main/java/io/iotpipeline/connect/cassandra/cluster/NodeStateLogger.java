package io.iotpipeline.connect.cassandra.cluster;

import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeStateListenerBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one line when a node goes down and one when it comes back. The driver's own log has one line
 * per connection attempt.
 */
final class NodeStateLogger extends NodeStateListenerBase {

  private static final Logger LOG = LoggerFactory.getLogger(NodeStateLogger.class);

  @Override
  public void onDown(Node node) {
    LOG.warn("Cassandra node {} is down", node.getEndPoint());
  }

  @Override
  public void onUp(Node node) {
    LOG.info("Cassandra node {} is up", node.getEndPoint());
  }
}
