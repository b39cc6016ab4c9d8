package io.iotpipeline.connect.cassandra.write;

import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeStateListenerBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line in the log when a node goes, and one when it comes back; the driver has one an attempt.
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
