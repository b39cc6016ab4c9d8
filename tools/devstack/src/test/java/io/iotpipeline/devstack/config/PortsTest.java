package io.iotpipeline.devstack.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.admin.cluster.PipelineException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void new_instances_get_the_ports_above_the_last_one() {
    Ports ports = Ports.DEFAULT.withStreamsApps(3, port -> true);

    assertThat(ports.streamsApps()).containsExactly(8090, 8091, 8092);
  }

  @Test
  void confluents_serializers_get_the_url_of_their_api() {
    assertThat(Ports.registryUrl("http://127.0.0.1:8081", "confluent"))
        .isEqualTo("http://127.0.0.1:8081/apis/ccompat/v7");
    assertThat(Ports.registryUrl("http://127.0.0.1:8081", "apicurio"))
        .isEqualTo("http://127.0.0.1:8081");
  }

  @Test
  void remaining_instances_keep_their_ports() {
    Ports three = Ports.DEFAULT.withStreamsApps(3, port -> port % 10 == 0);

    Ports two = three.withStreamsApps(2, port -> true);

    assertThat(two.streamsApps()).containsExactly(8090, 8100);
  }

  @Test
  void a_new_instance_never_gets_the_port_of_another_server() {
    Ports ports = TestPorts.of(8091, 8092, 8081, 8093, 9042, 7000, 8090);

    assertThat(ports.withStreamsApps(2, port -> true).streamsApps()).containsExactly(8090, 8096);
  }

  @Test
  void fails_if_no_port_is_left() {
    Ports ports = TestPorts.of(1, 2, 3, 4, 5, 6, 65_534);

    assertThatThrownBy(() -> ports.withStreamsApps(3, port -> true))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("--streams-app-port");
  }

  @Test
  void a_port_with_a_listener_is_not_free() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(PortProbe.isFree(taken.getLocalPort())).isFalse();
    }
  }

  @Test
  void settings_without_jmx_streams_app_monitoring_and_gateway_ports_get_the_defaults()
      throws Exception {
    String saved =
        """
        {"kafka":1,"kafkaController":2,"registry":3,"connect":4,"cassandra":5,"cassandraStorage":6}\
        """;

    Ports ports = new ObjectMapper().readValue(saved, Ports.class);

    assertThat(ports).isEqualTo(TestPorts.of(1, 2, 3, 4, 5, 6, 8090));
    assertThat(ports.cassandraJmx()).containsExactly(7199);
    assertThat(ports.monitoring()).isEqualTo(new MonitoringPorts(9404, 9405, 9406, 9090, 9095));
    assertThat(ports.gateway()).isEqualTo(new GatewayPorts(8094, 1883));
  }

  @Test
  void new_nodes_get_jmx_ports_that_no_other_server_has() {
    Ports ports = TestPorts.of(1, 2, 3, 4, 5, 6, 7200).withCassandraNodes(3, port -> true);

    assertThat(ports.cassandraJmx()).containsExactly(7199, 7201, 7202);
    assertThat(ports.cassandraNodes()).isEqualTo(3);
  }

  @Test
  void fewer_nodes_are_rejected_because_a_row_may_be_on_a_single_node() {
    Ports three = Ports.DEFAULT.withCassandraNodes(3, port -> true);

    assertThatThrownBy(() -> three.withCassandraNodes(2, port -> true))
        .isInstanceOf(PipelineException.class)
        .hasMessageContainingAll("has 3 nodes", "--cassandra-nodes 2", "down --wipe");
  }

  @Test
  void free_ports_of_cassandra_are_free_on_the_addresses_of_all_nodes() {
    Ports ports = Ports.free();

    assertThat(List.of("127.0.0.1", "127.0.0.2", "127.0.0.3"))
        .filteredOn(PortProbe::isLocal)
        .allSatisfy(
            host -> {
              assertThat(PortProbe.isFree(host, ports.cassandra())).isTrue();
              assertThat(PortProbe.isFree(host, ports.cassandraStorage())).isTrue();
              assertThat(PortProbe.isFree(host, ports.monitoring().cassandra())).isTrue();
            });
  }
}
