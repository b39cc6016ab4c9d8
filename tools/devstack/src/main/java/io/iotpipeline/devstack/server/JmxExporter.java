package io.iotpipeline.devstack.server;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.iotpipeline.devstack.config.BuildArtifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The Java agent that exports the JMX beans of a server to Prometheus. It always runs, so a
 * Prometheus that is added later needs no restart of the server.
 */
final class JmxExporter {

  private final BuildArtifacts artifacts;
  private final String rules;
  private final String host;
  private final int port;
  private final Path config;

  /**
   * @param rules name of the rules file in {@code monitoring/jmx}, without its extension
   * @param host address to listen on
   * @param folder folder of the server, for a copy of the rules: the exporter reloads changed
   *     rules, and an edit in the checkout must not affect a running server
   */
  JmxExporter(BuildArtifacts artifacts, String rules, String host, int port, Path folder) {
    this.artifacts = artifacts;
    this.rules = rules;
    this.host = host;
    this.port = port;
    this.config = folder.resolve("jmx-exporter.yml");
  }

  void prepare() throws IOException {
    Files.copy(
        artifacts.monitoring().resolve("jmx").resolve(rules + ".yml"), config, REPLACE_EXISTING);
  }

  String javaOption() {
    return "-javaagent:%s=%s:%d:%s".formatted(artifacts.jmxExporterJar(), host, port, config);
  }
}
