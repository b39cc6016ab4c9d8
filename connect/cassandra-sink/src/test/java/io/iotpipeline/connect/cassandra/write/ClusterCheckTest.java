package io.iotpipeline.connect.cassandra.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.connect.cassandra.config.SinkConfig;
import io.iotpipeline.connect.cassandra.config.SinkConfigTest;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without a cluster; with one it is tested on the real servers, in module local. */
class ClusterCheckTest {

  @Test
  void a_cluster_that_does_not_answer_is_an_error_of_the_contact_points() throws IOException {
    Map<String, String> errors = ClusterCheck.errors(new SinkConfig(nobodyThere()));

    assertThat(errors).containsOnlyKeys("contactPoints");
    assertThat(errors.get("contactPoints"))
        .contains("Connection refused")
        .contains("waitForCluster=true");
  }

  @Test
  void a_cluster_that_does_not_answer_is_waited_for_when_told_to() throws IOException {
    Map<String, String> config = nobodyThere();
    config.put("waitForCluster", "true");

    Map<String, String> errors = ClusterCheck.errors(new SinkConfig(config));

    assertThat(errors).isEmpty();
  }

  private static Map<String, String> nobodyThere() throws IOException {
    Map<String, String> config = SinkConfigTest.valid();
    try (ServerSocket free = new ServerSocket(0)) {
      config.put("port", String.valueOf(free.getLocalPort()));
    }
    return config;
  }
}
