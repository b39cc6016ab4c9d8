package io.iotpipeline.devstack.server;

import io.iotpipeline.admin.cluster.JsonHttp;
import io.iotpipeline.devstack.config.BuildArtifacts;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.process.JavaCommand;
import io.iotpipeline.devstack.process.Templates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One distributed Kafka Connect worker with the Cassandra sink and the Avro converter. */
public final class ConnectWorker extends Server {

  private static final int HEAP_MB = 512;

  private final BuildArtifacts artifacts;
  private final JmxExporter exporter;

  public ConnectWorker(DevStackConfig config) {
    super(config, "connect");
    this.artifacts = config.artifacts();
    this.exporter =
        new JmxExporter(
            artifacts,
            name(),
            DevStackConfig.HOST,
            config.ports().monitoring().connect(),
            folder());
  }

  @Override
  public String address() {
    return config.pipeline().connectUrl();
  }

  @Override
  protected List<Integer> ports() {
    return List.of(config.ports().connect(), config.ports().monitoring().connect());
  }

  /** Copies the plugin, because a build would replace the classes of the running worker. */
  @Override
  protected void prepare() throws IOException {
    exporter.prepare();
    artifacts.copySinkPlugin(folder().resolve("plugins"));
    Templates.write(
        "log4j2.properties",
        folder().resolve("log4j2.properties"),
        ServerLogs.templateValues(this));
    Templates.write(
        "connect.properties",
        properties(),
        Map.of(
            "bootstrap.servers", config.pipeline().bootstrapServers(),
            "registry.url", config.ports().registryRoot(),
            "host", DevStackConfig.HOST,
            "port", config.ports().connect(),
            "plugin.path", artifacts.converterPlugin() + "," + folder().resolve("plugins")));
  }

  @Override
  protected List<String> command() {
    return JavaCommand.ofThisJvm(HEAP_MB)
        .options(List.of(exporter.javaOption()))
        .property("log4j2.configurationFile", folder().resolve("log4j2.properties"))
        .main(
            artifacts.kafkaClassPath(),
            "org.apache.kafka.connect.cli.ConnectDistributed",
            properties().toString());
  }

  @Override
  protected void probe() throws Exception {
    JsonHttp.OPEN.get(config.pipeline().connectUrl() + "/health");
  }

  private Path properties() {
    return folder().resolve("connect.properties");
  }
}
