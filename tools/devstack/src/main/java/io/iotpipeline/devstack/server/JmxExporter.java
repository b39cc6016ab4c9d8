package io.iotpipeline.devstack.server;

import io.iotpipeline.devstack.config.BuildArtifacts;
import io.iotpipeline.devstack.process.Templates;
import io.iotpipeline.devstack.security.Credentials;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.OwnerFiles;
import io.iotpipeline.devstack.security.Secret;
import io.iotpipeline.devstack.security.StackSecurity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The Java agent that exports the JMX beans of a server to Prometheus. It always runs, so a
 * Prometheus that is added later needs no restart of the server.
 */
public final class JmxExporter {

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

  /**
   * Writes the configuration.
   *
   * @param security of a secured stack: then the metrics need a login and TLS
   * @param server whose certificate it shows
   */
  void prepare(Optional<StackSecurity> security, Identity server) throws IOException {
    String text = Files.readString(artifacts.monitoring().resolve("jmx").resolve(rules + ".yml"));
    OwnerFiles.write(config, security.isPresent() ? secured(security.get(), server, text) : text);
  }

  /**
   * The configuration of a secured server.
   *
   * @param rules what to export
   */
  public static String secured(StackSecurity security, Identity server, String rules)
      throws IOException {
    Credentials own = security.of(server);
    return Templates.text(
            "jmx-exporter-secure.yml",
            Map.of(
                "keystore", own.keyStore(),
                "keystore.password", own.secret(Secret.KEY_STORE),
                "alias", server.id(),
                "user", Identity.PROMETHEUS.id(),
                "password", security.of(Identity.PROMETHEUS).secret(Secret.METRICS)))
        + rules;
  }

  String javaOption() {
    return "-javaagent:%s=%s:%d:%s".formatted(artifacts.jmxExporterJar(), host, port, config);
  }
}
