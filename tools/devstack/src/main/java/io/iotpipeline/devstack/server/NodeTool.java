package io.iotpipeline.devstack.server;

import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.process.JavaCommand;
import io.iotpipeline.devstack.process.Jdk;
import io.iotpipeline.devstack.process.Templates;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs Cassandra's nodetool in a separate process against one node, over JMX. */
public final class NodeTool {

  private static final int HEAP_MB = 128;

  private final DevStackConfig config;
  private final Cassandra node;

  public NodeTool(DevStackConfig config, Cassandra node) {
    this.config = config;
    this.node = node;
  }

  /**
   * Runs a command; its output goes to the output of this process.
   *
   * @return its exit code
   */
  public int run(List<String> args) throws IOException, InterruptedException {
    return process(args).inheritIO().start().waitFor();
  }

  /** Runs a command and returns its output and errors. */
  public String output(List<String> args) throws IOException, InterruptedException {
    Process process = process(args).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private ProcessBuilder process(List<String> args) throws IOException {
    Path logback = node.folder().resolve("nodetool-logback.xml");
    Templates.write("nodetool-logback.xml", logback, Map.of());
    List<String> all = new ArrayList<>();
    all.addAll(List.of("-h", DevStackConfig.HOST, "-p", String.valueOf(node.jmxPort())));
    node.jmxLogin().ifPresent(login -> all.addAll(login.options()));
    all.addAll(args);
    List<String> command =
        JavaCommand.of(Jdk.forCassandra(), HEAP_MB)
            .options(List.of("-XX:TieredStopAtLevel=1"))
            .options(CassandraFiles.javaOptions())
            .property("com.sun.jndi.rmiURLParsing", "legacy")
            .property("cassandra.storagedir", node.folder().resolve("data"))
            .property("logback.configurationFile", logback)
            // nodetool writes a command history to the home folder of the user.
            .property("user.home", node.folder())
            .main(
                config.artifacts().cassandraClassPath(),
                "org.apache.cassandra.tools.NodeTool",
                all.toArray(new String[0]));
    return new ProcessBuilder(command).redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
  }
}
