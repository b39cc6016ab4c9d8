package io.iotpipeline.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.cli.PipelineMain;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpCommandTest {

  @TempDir private Path home;

  /** The port of Kafka is in use, so that nothing is started. */
  @Test
  void a_missing_monitoring_is_a_warning_and_a_port_in_use_an_error() throws Exception {
    try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ProcessBuilder command =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Dpipeline.root=" + Path.of("..", "..").toAbsolutePath().normalize(),
                  "-Dpipeline.home=" + home,
                  "-cp",
                  System.getProperty("java.class.path"),
                  PipelineMain.class.getName(),
                  "up",
                  "--monitoring",
                  "--kafka-port=" + used.getLocalPort())
              .redirectErrorStream(true);
      command.environment().put("PATH", home.toString());
      Process up = command.start();
      String printed = new String(up.getInputStream().readAllBytes(), UTF_8);

      assertThat(up.waitFor()).isEqualTo(1);
      assertThat(printed)
          .contains("prometheus    not started: the program is not on the PATH")
          .contains("alertmanager  not started: the program is not on the PATH")
          .contains(String.valueOf(used.getLocalPort()))
          .doesNotContain("starting at");
    }
  }
}
