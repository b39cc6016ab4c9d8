package io.iotpipeline.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerAddressTest {

  private static BrokerAddress parse(String uri) {
    return BrokerAddress.parse(URI.create(uri), "iot-gateway-host");
  }

  @ParameterizedTest
  @CsvSource({
    "mqtt://broker, 1883, false",
    "tcp://broker, 1883, false",
    "mqtts://broker, 8883, true",
    "ssl://broker, 8883, true",
    "mqtt://broker:1884, 1884, false",
    "mqtts://broker:1884, 1884, true"
  })
  void scheme_decides_about_tls_and_the_default_port(String uri, int port, boolean tls) {
    assertThat(parse(uri))
        .isEqualTo(new BrokerAddress("broker", port, tls, "iot-gateway-host", true));
  }

  @Test
  void query_names_the_client_and_switches_sparkplug_off() {
    BrokerAddress address = parse("mqtt://broker?client-id=gateway%202&sparkplug=false");

    assertThat(address.clientId()).isEqualTo("gateway 2");
    assertThat(address.sparkplug()).isFalse();
    assertThat(parse("mqtt://broker?sparkplug=true").sparkplug()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "broker:1883",
        "http://broker",
        "mqtt:///",
        "mqtt://broker?client-id=",
        "mqtt://broker?sparkplug=no",
        "mqtt://broker?clientid=a"
      })
  void other_addresses_are_refused_with_an_example(String uri) {
    assertThatThrownBy(() -> parse(uri))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("mqtt.broker")
        .hasMessageContaining("such as mqtt://127.0.0.1:1884");
  }
}
