package io.iotpipeline.connect.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.metadata.Node;
import java.time.Duration;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;

/** Opens sessions of the driver as the configuration says. */
final class Sessions {

  private Sessions() {}

  /**
   * @throws ConnectException when no node of the cluster is in the configured data center
   */
  static CqlSession open(SinkConfig config) {
    // The worker keeps the plugin's classes in a loader of their own, where the driver's settings
    // are too.
    ClassLoader ours = Sessions.class.getClassLoader();
    CqlSession session =
        CqlSession.builder()
            .withClassLoader(ours)
            .withConfigLoader(driverSettings(config, ours))
            .addContactPoints(config.contactPoints())
            .withLocalDatacenter(config.localDc())
            .build();
    TreeSet<String> dataCenters =
        session.getMetadata().getNodes().values().stream()
            .map(Node::getDatacenter)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new));
    // With a wrong name the driver would find no node to ask, for ever.
    if (!dataCenters.contains(config.localDc())) {
      session.close();
      throw new ConnectException(
          "%s is %s, but the cluster's data centers are %s: name one of these"
              .formatted(SinkConfig.LOCAL_DC, config.localDc(), dataCenters));
    }
    return session;
  }

  private static DriverConfigLoader driverSettings(SinkConfig config, ClassLoader ours) {
    return DriverConfigLoader.programmaticBuilder(ours)
        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, config.queryTimeout())
        // After an outage the task tries again within seconds; so must the driver.
        .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(10))
        .build();
  }
}
