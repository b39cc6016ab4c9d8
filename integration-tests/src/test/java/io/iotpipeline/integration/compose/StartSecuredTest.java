package io.iotpipeline.integration.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.integration.Checkout;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a stand-in for the entry point of the image. */
@DisplayName("cassandra/start-secured.sh")
class StartSecuredTest {

  @TempDir private Path folder;

  @BeforeEach
  void image() throws IOException {
    Path entryPoint = folder.resolve("docker-entrypoint.sh");
    Files.writeString(entryPoint, "#!/bin/sh\necho \"started: $*\"\n");
    Files.setPosixFilePermissions(entryPoint, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        yaml(),
        """
        cluster_name: 'Test Cluster'
        # Comment
        authenticator:
          class_name: AllowAllAuthenticator
        #   parameters:
        #     a: b
        roles_validity: 2s
        # roles_update_interval: 2s
        client_encryption_options:
          enabled: false

          keystore: conf/.keystore
        listen_address: localhost
        """);
    Files.writeString(
        settings(),
        """

        # Logins
        authenticator:
          class_name: PasswordAuthenticator
        roles_validity: 10s
        client_encryption_options:
          enabled: true
        audit_logging_options:
          enabled: true
        """);
  }

  @Test
  void replaces_the_blocks_of_the_same_names_and_keeps_the_rest() throws Exception {
    assertThat(start()).isEqualTo("started: cassandra -f\n");

    assertThat(Files.readString(yaml()))
        .isEqualTo(
            """
            cluster_name: 'Test Cluster'
            # Comment
            listen_address: localhost
            # Of docker-compose.secure.yml
            """
                + Files.readString(settings()));
  }

  @Test
  void can_run_again() throws Exception {
    start();
    String once = Files.readString(yaml());

    start();

    assertThat(Files.readString(yaml())).isEqualTo(once);
  }

  @Test
  void others_cannot_read_the_passwords() throws Exception {
    start();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(yaml())))
        .isEqualTo("rw-------");
  }

  private Path yaml() {
    return folder.resolve("cassandra.yaml");
  }

  private Path settings() {
    return folder.resolve("cassandra-secure.yaml");
  }

  private String start() throws IOException, InterruptedException {
    ProcessBuilder command =
        new ProcessBuilder(
                "bash",
                Checkout.ROOT.resolve("cassandra/start-secured.sh").toString(),
                settings().toString(),
                "cassandra",
                "-f")
            .redirectErrorStream(true);
    command.environment().put("CASSANDRA_CONF", folder.toString());
    command
        .environment()
        .merge("PATH", folder.toString(), (old, mine) -> mine + File.pathSeparator + old);
    Process process = command.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
