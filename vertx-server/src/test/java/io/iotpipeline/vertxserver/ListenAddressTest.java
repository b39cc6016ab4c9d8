package io.iotpipeline.vertxserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

  private static ListenAddress parse(String text) {
    return ListenAddress.parse("http.listen", text, "127.0.0.1:80");
  }

  @Test
  void reads_addresses_of_ipv6() {
    ListenAddress address = parse("[::1]:80");

    assertThat(address).isEqualTo(new ListenAddress("::1", 80));
    assertThat(address).hasToString("[::1]:80");
  }

  @ParameterizedTest
  @ValueSource(strings = {"80", "host:port", "host:65536", "host:-1", ":1", "::1:1", ""})
  void refuses_anything_else_and_says_what_it_expects(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("http.listen", "expected HOST:PORT, such as 127.0.0.1:80");
  }
}
