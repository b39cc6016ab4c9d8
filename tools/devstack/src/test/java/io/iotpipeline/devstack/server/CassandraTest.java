package io.iotpipeline.devstack.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CassandraTest {

  @TempDir private Path home;

  @BeforeEach
  void create_the_rules_of_its_jmx_exporter() throws Exception {
    Path rules = home.resolve("monitoring/jmx/cassandra.yml");
    Files.createDirectories(rules.getParent());
    Files.createFile(rules);
  }

  @Test
  void nodes_have_different_names_and_addresses() {
    List<Cassandra> nodes = nodes(3);

    assertThat(nodes)
        .extracting(Cassandra::name)
        .containsExactly("cassandra", "cassandra-2", "cassandra-3");
    assertThat(nodes)
        .extracting(Cassandra::address)
        .containsExactly("127.0.0.1:9042", "127.0.0.2:9042", "127.0.0.3:9042");
  }

  @Test
  void jmx_is_on_127_0_0_1_and_metrics_are_on_the_address_of_the_node() {
    assertThat(nodes(3).get(2).sockets())
        .extracting(socket -> socket.getAddress().getHostAddress() + ":" + socket.getPort())
        .containsExactly("127.0.0.3:9042", "127.0.0.3:7000", "127.0.0.3:9406", "127.0.0.1:7201");
  }

  @Test
  void a_node_is_a_seed_only_after_it_has_joined_because_a_seed_does_not_bootstrap()
      throws Exception {
    List<Cassandra> nodes = nodes(3);
    Files.createDirectories(nodes.get(1).folder());
    nodes.get(1).recordJoined();
    Files.createDirectories(nodes.get(2).folder().resolve("data"));

    nodes.get(2).prepare();

    assertThat(nodes.get(2).folder().resolve("cassandra.yaml"))
        .content()
        .contains("seeds: \"127.0.0.2:7000\"", "auto_bootstrap: true");
  }

  @Test
  void a_new_ring_starts_with_its_first_node() throws Exception {
    List<Cassandra> nodes = nodes(3);
    Files.createDirectories(nodes.get(0).folder());
    nodes.get(0).prepare();

    assertThat(nodes.get(0).folder().resolve("cassandra.yaml"))
        .content()
        .contains("seeds: \"127.0.0.1:7000\"");
  }

  @Test
  void a_first_node_without_data_joins_like_any_other_node() throws Exception {
    List<Cassandra> nodes = nodes(3);
    for (Cassandra other : nodes.subList(1, 3)) {
      Files.createDirectories(other.folder());
      other.recordJoined();
    }
    Files.createDirectories(nodes.get(0).folder().resolve("data"));

    nodes.get(0).prepare();

    assertThat(nodes.get(0).hasJoined()).isFalse();
    assertThat(nodes.get(0).folder().resolve("cassandra.yaml"))
        .content()
        .contains("seeds: \"127.0.0.2:7000,127.0.0.3:7000\"", "auto_bootstrap: true");
  }

  @Test
  void a_node_of_an_empty_ring_skips_the_bootstrap() throws Exception {
    Cassandra second = nodes(2).get(1);
    Files.createDirectories(second.folder());
    second.disableBootstrap();

    second.prepare();

    assertThat(second.folder().resolve("cassandra.yaml"))
        .content()
        .contains("auto_bootstrap: false");
  }

  private List<Cassandra> nodes(int count) {
    Ports ports = Ports.DEFAULT.withCassandraNodes(count, port -> true);
    return Cassandra.all(new DevStackConfig(home, home, ports));
  }
}
