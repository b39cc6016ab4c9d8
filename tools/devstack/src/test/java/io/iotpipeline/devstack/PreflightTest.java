package io.iotpipeline.devstack;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import io.iotpipeline.devstack.config.TestPorts;
import io.iotpipeline.devstack.server.Registry;
import io.iotpipeline.devstack.server.Server;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {

  @TempDir private Path home;

  /** Needs an address that is reserved for documentation, so no machine has it. */
  private static final class RemoteServer extends Server {

    RemoteServer(DevStackConfig config) {
      super(config, "remote");
    }

    @Override
    public String address() {
      return "192.0.2.1:9042";
    }

    @Override
    public List<Integer> ports() {
      return List.of(9042);
    }

    @Override
    public List<InetSocketAddress> sockets() {
      return List.of(new InetSocketAddress("192.0.2.1", 9042));
    }

    @Override
    protected void prepare() {}

    @Override
    protected List<String> command() {
      return List.of();
    }

    @Override
    public void probe() {}
  }

  @Test
  void names_the_taken_port_and_the_server_that_needs_it() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      Ports free = Ports.free();
      Ports ports =
          TestPorts.of(
              free.kafka(),
              free.kafkaController(),
              port,
              free.connect(),
              free.cassandra(),
              free.cassandraStorage(),
              free.streamsApps().get(0));
      DevStackConfig config = new DevStackConfig(home, home, ports);

      assertThatThrownBy(() -> Preflight.check(config, List.of(new Registry(config))))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("port " + port)
          .hasMessageContaining("registry")
          .hasMessageContaining("is in use");
    }
  }

  @Test
  void names_a_missing_address_and_the_command_that_adds_it() {
    DevStackConfig config = new DevStackConfig(home, home, Ports.free());
    Server remote = new RemoteServer(config);

    assertThatThrownBy(() -> Preflight.check(config, List.of(remote)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContainingAll("192.0.2.1", "sudo ifconfig lo0 alias", "--cassandra-nodes");
  }
}
