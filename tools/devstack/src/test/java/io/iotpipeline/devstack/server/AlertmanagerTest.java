package io.iotpipeline.devstack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertmanagerTest {

  private final Path root = Path.of("../..").toAbsolutePath().normalize();

  @TempDir private Path home;

  @Test
  void it_runs_with_the_file_of_the_checkout_and_looks_for_no_others() throws Exception {
    Path program = Files.createFile(home.resolve("alertmanager"));
    assertThat(program.toFile().setExecutable(true)).isTrue();

    assertThat(alertmanager().command("/nowhere:" + home))
        .contains(
            program.toString(),
            "--config.file=" + root.resolve("monitoring/alertmanager/alertmanager.yml"),
            "--web.listen-address=127.0.0.1:9095",
            "--cluster.listen-address=");
  }

  @Test
  void a_missing_program_is_named_with_its_packages() {
    assertThatThrownBy(() -> alertmanager().command("/nowhere"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("apt install prometheus-alertmanager");
  }

  @Test
  void the_connector_of_an_open_stack_needs_only_its_address() {
    assertThat(alertmanager().connectorSettings())
        .containsOnlyKeys("url")
        .containsEntry("url", "http://127.0.0.1:9095");
  }

  @Test
  void the_connector_of_a_secured_stack_refers_to_its_secrets() {
    DevStackConfig config = new DevStackConfig(root, home, Ports.DEFAULT).withSecure(true);

    assertThat(new Alertmanager(config).connectorSettings())
        .containsEntry("url", "https://127.0.0.1:9095")
        .containsEntry("basic.auth.username", "connect")
        .hasEntrySatisfying(
            "basic.auth.password",
            reference ->
                assertThat(reference)
                    .matches("\\$\\{file:.*/security/connect/.*:alertmanager\\.password}"));
  }

  private Alertmanager alertmanager() {
    return new Alertmanager(new DevStackConfig(root, home, Ports.DEFAULT));
  }
}
