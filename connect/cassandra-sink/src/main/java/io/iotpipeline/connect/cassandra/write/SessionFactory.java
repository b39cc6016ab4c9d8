package io.iotpipeline.connect.cassandra.write;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Node;
import io.iotpipeline.connect.cassandra.config.SinkConfig;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Opens sessions of the driver as the configuration says. */
final class SessionFactory {

  private SessionFactory() {}

  /**
   * @throws TableMismatchException when no node of the cluster is in the configured data center
   */
  static CqlSession open(SinkConfig config) {
    CqlSession session =
        CqlSession.builder()
            // The worker keeps the plugin's classes in a loader of their own, where the driver's
            // settings are too.
            .withClassLoader(SessionFactory.class.getClassLoader())
            .withConfigLoader(config.driverSettings().loader())
            .addContactPoints(config.contactPoints())
            .withLocalDatacenter(config.localDc())
            .withNodeStateListener(new NodeStateLogger())
            .build();
    TreeSet<String> dataCenters =
        session.getMetadata().getNodes().values().stream()
            .map(Node::getDatacenter)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new));
    // With a wrong name the driver would find no node to ask, for ever.
    if (!dataCenters.contains(config.localDc())) {
      session.close();
      throw new TableMismatchException(
          SinkConfig.LOCAL_DC,
          "%s is %s, but the cluster's data centers are %s: name one of these"
              .formatted(SinkConfig.LOCAL_DC, config.localDc(), dataCenters));
    }
    return session;
  }
}
