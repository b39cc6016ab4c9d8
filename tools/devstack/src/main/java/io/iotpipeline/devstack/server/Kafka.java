package io.iotpipeline.devstack.server;

import io.iotpipeline.admin.cluster.Probes;
import io.iotpipeline.devstack.config.BuildArtifacts;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.process.JavaCommand;
import io.iotpipeline.devstack.process.Templates;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/** One Kafka node in KRaft mode that is both broker and controller. */
public final class Kafka extends Server {

  private static final int HEAP_MB = 512;

  private final BuildArtifacts artifacts;
  private final JmxExporter exporter;

  public Kafka(DevStackConfig config) {
    super(config, "kafka");
    this.artifacts = config.artifacts();
    this.exporter =
        new JmxExporter(
            artifacts, name(), DevStackConfig.HOST, config.ports().monitoring().kafka(), folder());
  }

  @Override
  public String address() {
    return config.pipeline().bootstrapServers();
  }

  @Override
  public List<Integer> ports() {
    return List.of(
        config.ports().kafka(),
        config.ports().kafkaController(),
        config.ports().monitoring().kafka());
  }

  @Override
  public void prepare() throws IOException {
    exporter.prepare();
    Templates.write(
        "log4j2.properties",
        folder().resolve("log4j2.properties"),
        ServerLogs.templateValues(this));
    Templates.write(
        "kafka.properties",
        properties(),
        Map.of(
            "data",
            data(),
            "host",
            DevStackConfig.HOST,
            "port",
            config.ports().kafka(),
            "controller.port",
            config.ports().kafkaController()));
    if (!Files.exists(data().resolve("meta.properties"))) {
      format();
    }
  }

  @Override
  public List<String> command() {
    return java(HEAP_MB)
        .options(List.of("-javaagent:" + artifacts.kafkaAgentJar(), exporter.javaOption()))
        .main(artifacts.kafkaClassPath(), "kafka.Kafka", properties().toString());
  }

  @Override
  protected void probe() throws Exception {
    Probes.kafka(config.pipeline());
  }

  /** Formats the data folder with a cluster id, which Kafka requires before the first start. */
  private void format() throws IOException {
    List<String> command =
        java(128)
            .main(
                artifacts.kafkaClassPath(),
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                Uuid.randomUuid().toString(),
                "--config",
                properties().toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(output().toFile()))
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("cannot format its data folder; see " + output());
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while formatting its data folder", e);
    }
  }

  private JavaCommand java(int heapMb) {
    return JavaCommand.ofThisJvm(heapMb)
        .property("log4j2.configurationFile", folder().resolve("log4j2.properties"));
  }

  private Path properties() {
    return folder().resolve("kafka.properties");
  }

  private Path data() {
    return folder().resolve("data");
  }
}
