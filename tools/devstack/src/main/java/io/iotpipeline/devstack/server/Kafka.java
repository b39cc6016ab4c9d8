package io.iotpipeline.devstack.server;

import io.iotpipeline.admin.cluster.Probes;
import io.iotpipeline.devstack.config.BuildArtifacts;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.process.JavaCommand;
import io.iotpipeline.devstack.process.Templates;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.StackSecurity;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
    List<Integer> ports =
        new ArrayList<>(
            List.of(
                config.ports().kafka(),
                config.ports().kafkaController(),
                config.ports().monitoring().kafka()));
    if (config.secure()) {
      ports.add(config.ports().kafkaReplication());
    }
    return ports;
  }

  @Override
  public void prepare() throws IOException {
    exporter.prepare(config.security(), Identity.KAFKA);
    ServerLogs.writeLog4j(this, "kafka-audit.properties");
    Map<String, Object> values = values();
    Files.writeString(
        properties(),
        Templates.text("kafka.properties", values)
            + Templates.text(
                config.secure() ? "kafka-secure.properties" : "kafka-open.properties", values));
    if (!Files.exists(data().resolve("meta.properties"))) {
      format();
    }
  }

  /** Without secrets: Kafka reads them from the file that the values refer to. */
  private Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>();
    values.put("data", data());
    values.put("host", DevStackConfig.HOST);
    values.put("port", config.ports().kafka());
    values.put("controller.port", config.ports().kafkaController());
    values.put("replication.port", config.ports().kafkaReplication());
    config
        .security()
        .ifPresent(
            security -> {
              values.putAll(security.of(Identity.KAFKA).templateValues());
              values.put("super.user", StackSecurity.distinguishedName(Identity.KAFKA));
            });
    return values;
  }

  @Override
  public List<String> command() {
    return java(HEAP_MB)
        .options(List.of("-javaagent:" + artifacts.kafkaAgentJar(), exporter.javaOption()))
        .main(artifacts.kafkaClassPath(), "kafka.Kafka", properties().toString());
  }

  /**
   * Of a secured stack with the broker's certificate: the logins are made after its first start.
   */
  @Override
  protected void probe() throws Exception {
    Probes.kafka(config.kafkaAdministrator());
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
