package io.iotpipeline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class BrokerProbeTest {

  @Test
  void one_broker_that_listens_is_enough() throws Exception {
    try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(BrokerProbe.problem("127.0.0.1:1,127.0.0.1:2, 127.0.0.1:" + broker.getLocalPort()))
          .isEmpty();
    }
  }

  @Test
  void says_why_no_broker_accepts() {
    assertThat(BrokerProbe.problem("127.0.0.1:1"))
        .hasValueSatisfying(why -> assertThat(why).contains("refused"));
    assertThat(BrokerProbe.problem("no-such-host.invalid:9092"))
        .hasValueSatisfying(why -> assertThat(why).contains("no-such-host.invalid"));
    assertThat(BrokerProbe.problem("kafka")).hasValue("no valid address");
  }
}
