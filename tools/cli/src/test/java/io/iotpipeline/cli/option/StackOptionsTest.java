package io.iotpipeline.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.GatewayPorts;
import io.iotpipeline.devstack.config.MonitoringPorts;
import io.iotpipeline.devstack.config.Ports;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class StackOptionsTest {

  private static final DevStackConfig NEVER_STARTED =
      new DevStackConfig(Path.of("root"), Path.of("home"), Ports.DEFAULT);

  @Test
  void instances_use_consecutive_ports_from_the_given_one() {
    Ports ports =
        parse("--streams-apps=3", "--streams-app-port=9100").applyTo(NEVER_STARTED).ports();

    assertThat(ports.streamsApps()).containsExactly(9100, 9101, 9102);
  }

  @Test
  void number_of_instances_is_kept_until_another_is_given() {
    DevStackConfig three = parse("--streams-apps=3").applyTo(NEVER_STARTED);

    assertThat(parse().applyTo(three)).isEqualTo(three);
  }

  @Test
  void free_ports_are_different_for_each_server_and_instance() {
    Ports ports = parse("--free-ports", "--streams-apps=3").applyTo(NEVER_STARTED).ports();

    assertThat(ports.streamsApps())
        .hasSize(3)
        .doesNotHaveDuplicates()
        .doesNotContain(8090, 8091, 8092)
        .doesNotContain(ports.kafka(), ports.kafkaController(), ports.registry())
        .doesNotContain(ports.connect(), ports.cassandra(), ports.cassandraStorage());
  }

  @Test
  void rejects_more_instances_than_partitions() {
    for (String number : new String[] {"0", "13", "-1", "many"}) {
      assertThatThrownBy(() -> parse("--streams-apps=" + number))
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("--streams-apps")
          .hasMessageContaining("from 1 to 12");
    }
  }

  @Test
  void number_of_nodes_and_ttl_are_kept_until_others_are_given() {
    DevStackConfig settings =
        parse("--cassandra-nodes=3", "--event-ttl=30d").applyTo(NEVER_STARTED);

    assertThat(settings.ports().cassandraJmx()).containsExactly(7199, 7200, 7201);
    assertThat(settings.eventTtl().seconds()).isEqualTo(30L * 86_400);
    assertThat(parse().applyTo(settings)).isEqualTo(settings);
    assertThat(parse("--event-ttl=none").applyTo(settings).eventTtl().seconds()).isNull();
  }

  @Test
  void nodes_use_consecutive_jmx_ports_from_the_given_one() {
    Ports ports =
        parse("--cassandra-nodes=2", "--cassandra-jmx-port=7300").applyTo(NEVER_STARTED).ports();

    assertThat(ports.cassandraJmx()).containsExactly(7300, 7301);
  }

  @Test
  void rejects_invalid_number_of_nodes_and_invalid_ttl() {
    for (String wrong :
        new String[] {
          "--cassandra-nodes=0",
          "--cassandra-nodes=4",
          "--event-ttl=0d",
          "--event-ttl=30",
          "--event-ttl=7301d"
        }) {
      assertThatThrownBy(() -> parse(wrong))
          .as(wrong)
          .isInstanceOf(ParameterException.class)
          .hasMessageContainingAll(wrong.replaceAll("=.*", ""), " from 1");
    }
  }

  @Test
  void prometheus_and_metrics_ports_are_kept_until_others_are_given() {
    DevStackConfig settings =
        parse("--monitoring", "--prometheus-port=9999", "--connect-metrics-port=9998")
            .applyTo(NEVER_STARTED);

    assertThat(settings.prometheus()).isTrue();
    assertThat(settings.ports().monitoring())
        .isEqualTo(new MonitoringPorts(9404, 9998, 9406, 9999, 9095));
    assertThat(parse().applyTo(settings)).isEqualTo(settings);
    assertThat(parse("--no-monitoring").applyTo(settings).prometheus()).isFalse();
  }

  @Test
  void the_gateway_is_on_until_it_is_switched_off() {
    DevStackConfig settings =
        parse("--gateway-http-port=9997", "--gateway-mqtt-port=9996").applyTo(NEVER_STARTED);

    assertThat(settings.gateway()).isTrue();
    assertThat(settings.ports().gateway()).isEqualTo(new GatewayPorts(9997, 9996));
    DevStackConfig without = parse("--no-gateway").applyTo(settings);
    assertThat(without.gateway()).isFalse();
    assertThat(parse().applyTo(without)).isEqualTo(without);
    assertThat(parse("--gateway").applyTo(without)).isEqualTo(settings);
  }

  private static StackOptions parse(String... args) {
    return CommandLine.populateCommand(new StackOptions(), args);
  }
}
