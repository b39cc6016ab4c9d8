package io.iotpipeline.admin.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsTest {

  @TempDir private Path home;

  @Test
  void later_verbs_find_the_servers_that_were_set_up() {
    Endpoints endpoints = at(List.of("c1:9042", "c2:9042"));

    new DevStackConfig(home, home, Ports.DEFAULT).at(endpoints).save();
    DevStackConfig later = DevStackConfig.load(home, home);

    assertThat(later.endpoints()).isEqualTo(endpoints);
    assertThat(later.bootstrapServers()).isEqualTo("broker:9092");
    assertThat(later.connectUrl()).isEqualTo("http://connect:8083");
    assertThat(later.endpoints().cassandraAddresses())
        .extracting(InetSocketAddress::getHostString, InetSocketAddress::getPort)
        .containsExactly(tuple("c1", 9042), tuple("c2", 9042));
  }

  @Test
  void a_stack_of_this_machine_is_where_its_ports_are() {
    Endpoints endpoints =
        new DevStackConfig(home, home, Ports.DEFAULT.withCassandraNodes(2, port -> true))
            .endpoints();

    assertThat(endpoints)
        .isEqualTo(
            new Endpoints(
                "127.0.0.1:9092",
                "http://127.0.0.1:8081",
                "http://127.0.0.1:8083",
                List.of("127.0.0.1:9042", "127.0.0.2:9042"),
                "datacenter1",
                2));
  }

  @Test
  void one_home_is_not_for_both() {
    DevStackConfig local = new DevStackConfig(home, home, Ports.DEFAULT);
    DevStackConfig elsewhere = local.at(at(List.of("c1:9042")));
    local.save();

    assertThatThrownBy(() -> local.at(at(List.of("c1:9042"))))
        .isInstanceOf(PipelineException.class)
        .hasMessageContainingAll("belongs to a stack of this machine", "PIPELINE_HOME");
    assertThatThrownBy(() -> new DevStack(elsewhere, System.out).up())
        .isInstanceOf(PipelineException.class)
        .hasMessageContainingAll("broker:9092", "PIPELINE_HOME");
  }

  @Test
  void nodes_on_different_ports_are_refused_because_a_connector_knows_one() {
    assertThatThrownBy(() -> at(List.of("c1:9042", "c2:9043")))
        .hasMessageContainingAll("same port", "9042", "9043");
  }

  @Test
  void what_is_no_address_is_named() {
    assertThatThrownBy(() -> at(List.of("c1"))).hasMessage("c1 is not HOST:PORT");
    assertThatThrownBy(() -> at(List.of("c1:many"))).hasMessage("c1:many is not HOST:PORT");
  }

  private static Endpoints at(List<String> cassandra) {
    return new Endpoints(
        "broker:9092",
        "http://registry:8081",
        "http://connect:8083/",
        cassandra,
        "datacenter1",
        cassandra.size());
  }
}
