package io.iotpipeline.connect.cassandra.cluster;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Node;
import io.iotpipeline.connect.cassandra.config.SinkConfig;
import io.iotpipeline.connect.cassandra.convert.TableMismatchException;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Opens driver sessions according to the configuration. */
final class SessionFactory {

  private SessionFactory() {}

  /**
   * @throws TableMismatchException if no node of the cluster is in the configured data center
   */
  static CqlSession open(SinkConfig config, SchemaChanges schemaChanges) {
    CqlSession session =
        CqlSession.builder()
            // The worker loads the plugin's classes, and the driver's reference.conf, in a class
            // loader of the plugin.
            .withClassLoader(SessionFactory.class.getClassLoader())
            .withConfigLoader(config.driverSettings().loader())
            .addContactPoints(config.contactPoints())
            .withLocalDatacenter(config.localDc())
            .withNodeStateListener(new NodeStateLogger())
            .withSchemaChangeListener(schemaChanges)
            .build();
    TreeSet<String> dataCenters =
        session.getMetadata().getNodes().values().stream()
            .map(Node::getDatacenter)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new));
    // With an unknown data center, the driver never finds a node to send a request to.
    if (!dataCenters.contains(config.localDc())) {
      session.close();
      throw new TableMismatchException(
          SinkConfig.LOCAL_DC,
          "%s is %s, but the cluster's data centers are %s. Set it to one of these"
              .formatted(SinkConfig.LOCAL_DC, config.localDc(), dataCenters));
    }
    return session;
  }
}
