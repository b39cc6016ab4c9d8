package io.iotpipeline.devstack.config;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.iotpipeline.admin.cluster.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Locates the files of the checkout and of the build that the stack runs. */
public final class BuildArtifacts {

  private final Path root;

  public BuildArtifacts(Path root) {
    this.root = root;
  }

  public String kafkaClassPath() {
    return read("tools/devstack/servers/kafka/target/classpath");
  }

  /** The Java agent of the broker; Compose's image has it too. */
  public Path kafkaAgentJar() {
    return existing("tools/devstack/kafka-agent/target/kafka-agent.jar");
  }

  /** The login of Connect's REST API, for the class path of the worker. */
  public Path connectLoginJar() {
    return existing("tools/devstack/connect-login/target/connect-login.jar");
  }

  public String cassandraClassPath() {
    return read("tools/devstack/servers/cassandra/target/classpath");
  }

  public Path jmxExporterJar() {
    return Path.of(read("tools/devstack/servers/jmx-exporter/target/classpath"));
  }

  /** The folder with the configuration of Prometheus and the JMX exporters; Compose uses it too. */
  public Path monitoring() {
    return existing("monitoring");
  }

  public Path registryJar() {
    Path folder = existing("tools/devstack/servers/registry/target/registry");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(() -> missing(folder.resolve("*-runner.jar")));
    } catch (IOException e) {
      throw new PipelineException("cannot list " + folder, e);
    }
  }

  /** The folder with the Avro converter, for plugin.path of Connect. */
  public Path converterPlugin() {
    return existing("tools/devstack/servers/converter/target/plugins");
  }

  /** Copies our sinks to another folder, for plugin.path of Connect. */
  public void copySinkPlugins(Path to) throws IOException {
    for (String module : List.of("cassandra-sink", "notification-sink")) {
      Path from = existing("connect/" + module + "/target/plugins");
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path copy = to.resolve(from.relativize(file));
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy, REPLACE_EXISTING);
        }
      }
    }
  }

  public Path streamsAppJar() {
    return existing("streams-app/target/streams-app.jar");
  }

  public Path gatewayJar() {
    return existing("gateway/target/gateway.jar");
  }

  public Path apiJar() {
    return existing("api/target/api.jar");
  }

  public Path producerJar() {
    return existing("producer/target/producer.jar");
  }

  private String read(String file) {
    try {
      return Files.readString(existing(file)).strip();
    } catch (IOException e) {
      throw new PipelineException("cannot read " + root.resolve(file), e);
    }
  }

  private Path existing(String part) {
    Path path = root.resolve(part);
    if (!Files.exists(path)) {
      throw missing(path);
    }
    return path;
  }

  private static PipelineException missing(Path path) {
    return new PipelineException(
        path + " is missing: run mvn package, or use ./pipeline, which builds it");
  }
}
