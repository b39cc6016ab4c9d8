package io.iotpipeline.integration.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.StackSecurity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Looks for the secrets of a stack where they must not be. */
final class SecretSearch {

  /** Configuration files of servers that must have their own secrets in them. */
  private static final Set<String> WITH_SECRETS =
      Set.of(
          "connect/rest-users.properties",
          "cassandra/cassandra.yaml",
          "cassandra/jmx.password",
          "prometheus/metrics.password",
          "prometheus/alertmanager.password",
          "prometheus/streams-app.token",
          "prometheus/gateway.token",
          "prometheus/api.token",
          "kafka/jmx-exporter.yml",
          "connect/jmx-exporter.yml",
          "cassandra/jmx-exporter.yml");

  private final DevStackConfig config;

  SecretSearch(DevStackConfig config) {
    this.config = config;
  }

  /**
   * Logs, settings and printed lines of all servers that have a secret, and "processes" if the list
   * of processes has one.
   */
  Set<String> found() throws IOException {
    List<String> secrets = secrets();
    Set<String> found = new TreeSet<>();
    try (Stream<Path> all = Files.walk(config.home())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = config.home().relativize(file).toString();
        boolean data = name.matches("security/.*|[^/]+/(data|state|plugins)/.*");
        if (!data && !WITH_SECRETS.contains(name)) {
          String text = Files.readString(file, StandardCharsets.ISO_8859_1);
          secrets.stream().filter(text::contains).forEach(secret -> found.add(name));
        }
      }
    }
    Process ps = new ProcessBuilder("ps", "-eww", "-o", "args").start();
    String processes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    secrets.stream().filter(processes::contains).forEach(secret -> found.add("processes"));
    return found;
  }

  void assertOnlyOwnerReads() throws IOException {
    for (String name : WITH_SECRETS) {
      Path file = config.home().resolve(name);
      if (!name.startsWith("prometheus") || config.prometheus()) {
        assertThat(Files.getPosixFilePermissions(file))
            .as(name)
            .allMatch(right -> right.name().startsWith("OWNER"));
      }
    }
  }

  private List<String> secrets() throws IOException {
    StackSecurity security = config.security().orElseThrow();
    List<String> secrets = new ArrayList<>();
    for (Identity identity : security.identities()) {
      Properties own = new Properties();
      try (var reader = Files.newBufferedReader(security.of(identity).secretsFile())) {
        own.load(reader);
      }
      own.values().forEach(secret -> secrets.add(secret.toString()));
    }
    assertThat(secrets).hasSizeGreaterThan(20);
    return secrets;
  }
}
