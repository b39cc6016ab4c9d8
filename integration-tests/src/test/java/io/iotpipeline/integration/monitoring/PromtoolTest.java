package io.iotpipeline.integration.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.integration.Checkout;
import io.iotpipeline.integration.InstalledTools;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Prometheus' own tool says of our files; skipped where it is not installed. */
class PromtoolTest {

  private final Monitoring monitoring = new Monitoring(Checkout.ROOT);

  @BeforeEach
  void it_is_installed() {
    boolean installed =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    InstalledTools.need(installed, "promtool is not on the PATH (Debian: apt install prometheus)");
  }

  @Test
  void the_configuration_is_valid() throws Exception {
    assertThat(promtool(List.of("check", "config"), List.of("prometheus/prometheus.yml")))
        .contains("SUCCESS: 2 rule files found");
  }

  /** Without the files of secrets that it refers to. */
  @Test
  void the_configuration_with_logins_is_valid() throws Exception {
    assertThat(
            promtool(
                List.of("check", "config", "--syntax-only"),
                List.of("prometheus/prometheus-secure.yml")))
        .contains("SUCCESS");
  }

  @Test
  void the_rules_are_valid() throws Exception {
    assertThat(promtool(List.of("check", "rules"), monitoring.files("prometheus/rules")))
        .contains(
            "SUCCESS: "
                + monitoring.read("prometheus/rules/pipeline.yml").findValues("expr").size());
  }

  @Test
  void each_alert_fires_when_it_should_and_only_then() throws Exception {
    assertThat(promtool(List.of("test", "rules"), monitoring.files("prometheus/tests")))
        .contains("SUCCESS");
  }

  private String promtool(List<String> verb, List<String> files)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(verb);
    command.addAll(files);
    Process process =
        new ProcessBuilder(command)
            .directory(monitoring.folder().toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
