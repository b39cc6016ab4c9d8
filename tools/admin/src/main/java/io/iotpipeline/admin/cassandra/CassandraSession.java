package io.iotpipeline.admin.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.loadbalancing.NodeDistance;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.schemas.connection.ConnectionSettings;
import java.net.InetSocketAddress;
import java.util.List;

/** Opens driver sessions to the Cassandra cluster of a pipeline. */
public final class CassandraSession {

  private CassandraSession() {}

  /**
   * Opens a session that reads and writes at QUORUM, the consistency level of hourly aggregates. So
   * it sees the latest aggregates while one of three nodes is down. The caller closes the session.
   */
  public static CqlSession open(Pipeline pipeline) {
    return open(pipeline, ConsistencyLevel.QUORUM);
  }

  /**
   * Opens a session with another consistency level. A row that was written at ONE may be on a
   * single node; only a read at ALL always sees it.
   */
  public static CqlSession open(Pipeline pipeline, ConsistencyLevel consistency) {
    return builder(consistency, pipeline.endpoints().datacenter(), pipeline.connections())
        .addContactPoints(pipeline.endpoints().cassandraAddresses())
        .build();
  }

  /**
   * Sends one real request to the cluster.
   *
   * @throws PipelineException if no node can be used, with the reason and what to do
   * @throws com.datastax.oss.driver.api.core.DriverException if a node answers with an error
   */
  public static void probe(Pipeline pipeline) {
    try (CqlSession session = open(pipeline)) {
      session.execute("SELECT release_version FROM system.local");
    } catch (AllNodesFailedException e) {
      String remedy = CassandraFailure.remedy(e).map(each -> ". " + each).orElse("");
      throw new PipelineException(
          CassandraFailure.text(e).replace("\n  cause", "; cause") + remedy, e);
    }
  }

  /**
   * Opens a session that sends all requests to one node.
   *
   * @param datacenter data center of the node
   * @param connections login and TLS
   */
  public static CqlSession openTo(
      InetSocketAddress address, String datacenter, ConnectionSettings connections) {
    return builder(ConsistencyLevel.ONE, datacenter, connections)
        .addContactPoint(address)
        .withNodeDistanceEvaluator(
            (node, localDatacenter) ->
                node.getEndPoint().resolve().equals(address) ? null : NodeDistance.IGNORED)
        .build();
  }

  /**
   * Whether a node has refused the login, for which it must have answered. That no node could be
   * reached has other causes.
   *
   * @param failure to open a session
   */
  public static boolean isLoginRefused(AllNodesFailedException failure) {
    return failure.getAllErrors().values().stream()
        .flatMap(List::stream)
        .anyMatch(AuthenticationException.class::isInstance);
  }

  private static CqlSessionBuilder builder(
      ConsistencyLevel consistency, String datacenter, ConnectionSettings connections) {
    DriverSettings settings =
        new DriverSettings()
            .with(DefaultDriverOption.REQUEST_CONSISTENCY, consistency.name())
            .with(DefaultDriverOption.RETRY_POLICY_CLASS, ReadTimeoutRetryPolicy.class.getName())
            .with(DefaultDriverOption.REQUEST_TIMEOUT, "30s")
            .with(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, "10s")
            .with(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, "20s")
            // By default a statement that changes the schema waits for further changes for a
            // second.
            .with(DefaultDriverOption.METADATA_SCHEMA_WINDOW, "0")
            // For full scans: a row has a few hundred bytes.
            .with(DefaultDriverOption.REQUEST_PAGE_SIZE, "5000")
            // Nothing is in flight when a verb closes its session; by default closing takes 2
            // seconds.
            .with(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, "0")
            .with(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, "0")
            .with(connections.cassandra());
    return CqlSession.builder().withLocalDatacenter(datacenter).withConfigLoader(settings.loader());
  }
}
