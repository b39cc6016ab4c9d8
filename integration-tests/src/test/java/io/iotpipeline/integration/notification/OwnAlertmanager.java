package io.iotpipeline.integration.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.admin.cluster.JsonHttp;
import io.iotpipeline.integration.stack.TestPorts;
import io.iotpipeline.integration.stack.Waits;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** An Alertmanager that notifies a webhook soon. */
final class OwnAlertmanager implements AutoCloseable {

  private final Path folder;
  private final int port = TestPorts.free(1).monitoring().alertmanager();
  private Process process;

  OwnAlertmanager(Path folder, String webhook) throws IOException {
    this.folder = folder;
    Files.writeString(
        folder.resolve("alertmanager.yml"),
        """
        route:
          receiver: webhook
          group_by: [alertname]
          group_wait: 2s
          group_interval: 2s
        receivers:
          - name: webhook
            webhook_configs: [{url: '%s', send_resolved: true}]
        """
            .formatted(webhook));
    start();
  }

  static Optional<Path> program() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(
            each ->
                Stream.of(Path.of(each, "prometheus-alertmanager"), Path.of(each, "alertmanager")))
        .filter(Files::isExecutable)
        .findFirst();
  }

  void start() throws IOException {
    process =
        new ProcessBuilder(
                program().orElseThrow().toString(),
                "--config.file=" + folder.resolve("alertmanager.yml"),
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
            .start();
    Waits.await("Alertmanager is ready")
        .ignoreExceptions()
        .until(() -> JsonHttp.OPEN.get(url() + "/-/ready") != null);
  }

  /** It keeps no alert over this. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  JsonNode active() throws Exception {
    return new ObjectMapper().readTree(JsonHttp.OPEN.get(url() + "/api/v2/alerts?active=true"));
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
