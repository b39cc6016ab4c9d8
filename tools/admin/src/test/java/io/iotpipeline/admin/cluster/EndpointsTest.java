package io.iotpipeline.admin.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointsTest {

  @Test
  void nodes_are_reached_by_host_and_port() {
    assertThat(at(List.of("c1:9042", "c2:9042")).cassandraAddresses())
        .extracting(InetSocketAddress::getHostString, InetSocketAddress::getPort)
        .containsExactly(tuple("c1", 9042), tuple("c2", 9042));
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
