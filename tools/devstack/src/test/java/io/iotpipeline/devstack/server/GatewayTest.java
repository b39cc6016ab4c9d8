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

class GatewayTest {

  @TempDir private Path home;

  @BeforeEach
  void the_gateway_is_built() throws Exception {
    Path jar = home.resolve("gateway/target/gateway.jar");
    Files.createDirectories(jar.getParent());
    Files.createFile(jar);
  }

  @Test
  void it_speaks_http_and_mqtt_on_the_loopback_address_only() {
    Gateway gateway = new Gateway(config());

    assertThat(following(gateway, "--http-listen")).isEqualTo("127.0.0.1:8094");
    assertThat(following(gateway, "--mqtt-listen")).isEqualTo("127.0.0.1:1883");
    assertThat(gateway.ports()).containsExactly(8094, 1883);
    assertThat(gateway.address()).isEqualTo("http://127.0.0.1:8094 and mqtt://127.0.0.1:1883");
    assertThat(gateway.command()).doesNotContain("--config", "--senders");
  }

  @Test
  void it_runs_a_copy_of_its_jar() throws Exception {
    Gateway gateway = new Gateway(config());
    Files.createDirectories(gateway.folder());

    gateway.prepare();

    Path copy = gateway.folder().resolve("gateway.jar");
    assertThat(copy).exists();
    assertThat(gateway.command()).contains(copy.toString());
  }

  @Test
  void in_a_secured_stack_it_has_tls_a_login_and_a_file_of_senders() {
    Gateway gateway = new Gateway(config().withSecure(true));

    Path own = home.resolve("security/gateway");
    assertThat(following(gateway, "--config")).isEqualTo(own + "/pipeline.properties");
    assertThat(following(gateway, "--senders")).isEqualTo(own + "/senders");
    assertThat(gateway.address()).isEqualTo("https://127.0.0.1:8094 and mqtts://127.0.0.1:1883");
  }

  @Test
  void a_stack_can_have_none() {
    assertThat(Gateway.all(config())).hasSize(1);
    assertThat(Gateway.all(config().withGateway(false))).isEmpty();
  }

  private DevStackConfig config() {
    return new DevStackConfig(home, home, Ports.DEFAULT);
  }

  private static String following(Gateway gateway, String flag) {
    List<String> command = gateway.command();
    return command.get(command.indexOf(flag) + 1);
  }
}
