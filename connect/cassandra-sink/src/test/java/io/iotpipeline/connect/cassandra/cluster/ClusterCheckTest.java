package io.iotpipeline.connect.cassandra.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.connect.cassandra.config.SinkConfig;
import io.iotpipeline.connect.cassandra.config.SinkConfigTest;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests without a cluster. SinkIT and SecuredCassandraIT test against real servers. */
class ClusterCheckTest {

  @Test
  void an_unreachable_cluster_is_an_error_of_the_contact_points() throws IOException {
    Map<String, String> errors = ClusterCheck.errors(new SinkConfig(unreachable()));

    assertThat(errors).containsOnlyKeys("contactPoints");
    assertThat(errors.get("contactPoints"))
        .contains("Connection refused")
        .contains("waitForCluster=true");
  }

  @Test
  void an_unreachable_cluster_is_no_error_with_wait_for_cluster() throws IOException {
    Map<String, String> config = unreachable();
    config.put("waitForCluster", "true");

    Map<String, String> errors = ClusterCheck.errors(new SinkConfig(config));

    assertThat(errors).isEmpty();
  }

  private static Map<String, String> unreachable() throws IOException {
    Map<String, String> config = SinkConfigTest.valid();
    try (ServerSocket free = new ServerSocket(0)) {
      config.put("port", String.valueOf(free.getLocalPort()));
    }
    return config;
  }
}
