package io.iotpipeline.devstack.compose;

import io.iotpipeline.admin.cluster.DeploymentFiles;
import io.iotpipeline.admin.cluster.Endpoints;
import io.iotpipeline.admin.cluster.EventTtl;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.setup.TableSetup;
import io.iotpipeline.devstack.access.KafkaAccess;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.roles.CassandraRoles;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.StackSecurity;
import io.iotpipeline.schemas.connection.ConnectionSettings;
import java.util.List;

/**
 * Makes the logins of a secured Compose in its running servers, with their rights. Each part can be
 * repeated; passwords are set again each time.
 */
public final class ComposeAccess {

  /** Nothing here uses these servers. */
  private static final String NO_SERVER = "https://localhost:1";

  private static final String NO_NODE = "localhost:1";

  private final StackSecurity security;
  private final DeploymentFiles files;

  /**
   * @param files the tables
   */
  public ComposeAccess(StackSecurity security, DeploymentFiles files) {
    this.security = security;
    this.files = files;
  }

  /**
   * The logins of Kafka, with the broker's certificate.
   *
   * @param brokers the listener that takes that certificate
   * @param clients the listener for clients
   * @return a summary for people
   */
  public String kafka(String brokers, String clients) {
    return new KafkaAccess(
            pipeline(brokers, NO_NODE, security.connections(Identity.KAFKA)),
            pipeline(clients, NO_NODE, security.connections(Identity.OPERATOR)),
            security)
        .apply();
  }

  /**
   * The roles of Cassandra, and the tables, on which they get rights. The operator makes the
   * tables, as setup would.
   *
   * @param node a node and its port
   * @return a summary for people
   */
  public String cassandra(String node) {
    Pipeline pipeline = pipeline(NO_NODE, node, security.connections(Identity.OPERATOR));
    CassandraRoles roles = new CassandraRoles(pipeline, security);
    String made = roles.create();
    String tables = new TableSetup(pipeline).apply();
    roles.grant();
    return made + "; " + tables;
  }

  private Pipeline pipeline(String kafka, String cassandra, ConnectionSettings login) {
    return new Pipeline(
        new Endpoints(
            kafka, NO_SERVER, NO_SERVER, List.of(cassandra), DevStackConfig.DATACENTER, 1),
        EventTtl.NONE,
        files,
        login);
  }
}
