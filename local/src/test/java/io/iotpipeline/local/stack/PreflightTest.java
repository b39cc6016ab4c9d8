package io.iotpipeline.local.stack;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {

  @TempDir private Path home;

  @Test
  void names_the_taken_port_and_the_server_that_needs_it() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      Ports free = Ports.free();
      Ports ports =
          new Ports(
              free.kafka(),
              free.kafkaController(),
              port,
              free.connect(),
              free.cassandra(),
              free.cassandraStorage(),
              free.streamsApps());
      StackSettings settings = new StackSettings(home, home, ports);

      assertThatThrownBy(() -> Preflight.check(settings, List.of(new Registry(settings))))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("port " + port)
          .hasMessageContaining("registry")
          .hasMessageContaining("is taken");
    }
  }
}
