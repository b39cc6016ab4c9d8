package io.iotpipeline.admin.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.loadbalancing.NodeDistance;
import io.iotpipeline.admin.cluster.Pipeline;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Connects to the pipeline's Cassandra. */
public final class CassandraSession {

  private CassandraSession() {}

  /**
   * A new session, which the caller closes. It reads and writes at QUORUM, the level at which
   * aggregates are written: so it sees the newest of them with one node of three down.
   */
  public static CqlSession open(Pipeline pipeline) {
    return open(pipeline, ConsistencyLevel.QUORUM);
  }

  /**
   * The same at another consistency. What is written at ONE may be on one node alone; only ALL is
   * sure to see it.
   */
  public static CqlSession open(Pipeline pipeline, ConsistencyLevel consistency) {
    return builder(consistency, pipeline.endpoints().datacenter())
        .addContactPoints(pipeline.endpoints().cassandraAddresses())
        .build();
  }

  /**
   * Probes the cluster with one real request.
   *
   * @throws com.datastax.oss.driver.api.core.DriverException if no node answers
   */
  public static void probe(Pipeline pipeline) {
    try (CqlSession session = open(pipeline)) {
      session.execute("SELECT release_version FROM system.local");
    }
  }

  /**
   * A session that sends its requests to one node only.
   *
   * @param datacenter the node's data center
   */
  public static CqlSession openTo(InetSocketAddress address, String datacenter) {
    return builder(ConsistencyLevel.ONE, datacenter)
        .addContactPoint(address)
        .withNodeDistanceEvaluator(
            (node, localDatacenter) ->
                node.getEndPoint().resolve().equals(address) ? null : NodeDistance.IGNORED)
        .build();
  }

  private static CqlSessionBuilder builder(ConsistencyLevel consistency, String datacenter) {
    DriverConfigLoader config =
        DriverConfigLoader.programmaticBuilder()
            .withString(DefaultDriverOption.REQUEST_CONSISTENCY, consistency.name())
            .withClass(DefaultDriverOption.RETRY_POLICY_CLASS, ReadTimeoutRetryPolicy.class)
            .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
            .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(10))
            .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, Duration.ofSeconds(20))
            // Pages of a full scan; a row is some hundred bytes.
            .withInt(DefaultDriverOption.REQUEST_PAGE_SIZE, 5000)
            .build();
    return CqlSession.builder().withLocalDatacenter(datacenter).withConfigLoader(config);
  }
}
