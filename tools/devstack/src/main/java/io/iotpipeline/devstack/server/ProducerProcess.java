package io.iotpipeline.devstack.server;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.devstack.config.BuildArtifacts;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the producer's jar against a pipeline. */
public final class ProducerProcess {

  private final ProcessBuilder builder;

  public ProducerProcess(
      BuildArtifacts artifacts, Pipeline pipeline, String command, List<String> args) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> line = new ArrayList<>();
    line.addAll(List.of(java.toString(), "-Xmx256m", "-jar"));
    line.add(artifacts.producerJar().toString());
    line.add(command);
    line.addAll(
        List.of(
            "--bootstrap-servers",
            pipeline.bootstrapServers(),
            "--schema-registry",
            pipeline.registryUrl()));
    line.addAll(args);
    this.builder = new ProcessBuilder(line).inheritIO();
  }

  /** Redirects its output and errors to a file. */
  public ProducerProcess loggingTo(Path log) {
    builder.redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
    return this;
  }

  public Process start() throws IOException {
    return builder.start();
  }

  /**
   * Runs it until it exits. On Ctrl-C this process waits until the producer has flushed.
   *
   * @return its exit code
   */
  public int run() throws IOException, InterruptedException {
    Process process = start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  process.destroy();
                  process.onExit().join();
                }));
    return process.waitFor();
  }
}
