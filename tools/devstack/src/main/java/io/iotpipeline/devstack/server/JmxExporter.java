package io.iotpipeline.devstack.server;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.iotpipeline.devstack.config.BuildArtifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The Java agent that tells a server's JMX beans to Prometheus. Always there, so that whoever
 * starts a Prometheus later finds the metrics without a restart.
 */
final class JmxExporter {

  private final BuildArtifacts parts;
  private final String rules;
  private final String host;
  private final int port;
  private final Path config;

  /**
   * @param rules names the file in {@code monitoring/jmx}
   * @param folder the server's own, for a copy of the rules: the exporter reads them again whenever
   *     they change, which an edit in the checkout must not cause
   */
  JmxExporter(BuildArtifacts parts, String rules, String host, int port, Path folder) {
    this.parts = parts;
    this.rules = rules;
    this.host = host;
    this.port = port;
    this.config = folder.resolve("jmx-exporter.yml");
  }

  void prepare() throws IOException {
    Files.copy(parts.monitoring().resolve("jmx").resolve(rules + ".yml"), config, REPLACE_EXISTING);
  }

  String javaOption() {
    return "-javaagent:%s=%s:%d:%s".formatted(parts.jmxExporterJar(), host, port, config);
  }
}
