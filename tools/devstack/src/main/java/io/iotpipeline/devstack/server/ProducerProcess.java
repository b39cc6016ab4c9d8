package io.iotpipeline.devstack.server;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.devstack.config.BuildArtifacts;
import io.iotpipeline.devstack.process.JavaCommand;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the producer's jar against a pipeline. */
public final class ProducerProcess {

  private static final int HEAP_MB = 256;

  private final ProcessBuilder builder;

  /** With output that is not a terminal. */
  public ProducerProcess(
      BuildArtifacts artifacts, Pipeline pipeline, String command, List<String> args) {
    this(artifacts, pipeline, command, args, 0);
  }

  /**
   * @param columns width of the terminal; 0 if the output is none
   */
  public ProducerProcess(
      BuildArtifacts artifacts, Pipeline pipeline, String command, List<String> args, int columns) {
    List<String> line =
        new ArrayList<>(
            JavaCommand.ofThisJvm(HEAP_MB)
                .property("program", "./pipeline")
                .property("columns", columns)
                .jar(
                    artifacts.producerJar(),
                    command,
                    "--bootstrap-servers",
                    pipeline.bootstrapServers()));
    if (args.stream().noneMatch(arg -> arg.equals("--config") || arg.startsWith("--config="))) {
      pipeline
          .connections()
          .file()
          .ifPresent(file -> line.addAll(List.of("--config", file.toString())));
    }
    line.addAll(args);
    this.builder = new ProcessBuilder(line).inheritIO();
    // Not an argument, because the URL may have a login.
    builder.environment().put("SCHEMA_REGISTRY_URL", pipeline.registryUrl());
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
