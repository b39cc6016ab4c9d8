package io.iotpipeline.integration.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.integration.Checkout;
import io.iotpipeline.integration.InstalledTools;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Alertmanager's own tool says of our files; skipped where it is not installed. */
class AmtoolTest {

  private static final String CONFIG = "alertmanager/alertmanager.yml";
  private static final String TEMPLATES = "alertmanager/templates/iot.tmpl";

  private final Monitoring monitoring = new Monitoring(Checkout.ROOT);

  @BeforeEach
  void it_is_installed() {
    boolean installed =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "amtool")));
    InstalledTools.need(
        installed, "amtool is not on the PATH (Debian: apt install prometheus-alertmanager)");
  }

  @Test
  void the_configuration_is_valid() throws Exception {
    assertThat(amtool("check-config", CONFIG)).contains("SUCCESS", "1 templates");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SensorSilent", "SensorAnomaly", "SensorThreshold", "InstanceDown"})
  void without_a_change_nobody_is_notified(String alert) throws Exception {
    assertThat(amtool("config", "routes", "test", "--config.file=" + CONFIG, "alertname=" + alert))
        .containsPattern("(?m)^page$");
  }

  @Test
  void texts_of_devices_are_not_read_as_templates() throws Exception {
    Path data = Files.createTempFile("alerts", ".json");
    Files.writeString(
        data,
        """
        {"status": "firing", "groupLabels": {"alertname": "SensorSilent"}, "alerts": [
          {"status": "firing", "startsAt": "2026-11-27T10:00:00Z",
           "labels": {"alertname": "SensorSilent", "sensor_id": "{{ .ExternalURL }}"},
           "annotations": {"summary": "{{ .ExternalURL }} is silent", "description": "{{ end }}"}}]}
        """);

    String text =
        amtool(
            "template",
            "render",
            "--template.glob=" + TEMPLATES,
            "--template.data=" + data,
            "--template.text={{ template \"iot.title\" . }}|{{ template \"iot.text\" . }}");

    assertThat(text.strip())
        .isEqualTo(
            "[firing 1] SensorSilent|{{ .ExternalURL }} is silent: {{ end }} (since 2026-11-27 10:00 UTC)");
    Files.delete(data);
  }

  private String amtool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("amtool"));
    command.addAll(List.of(arguments));
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
