package io.iotpipeline.local.stack;

import com.datastax.oss.driver.api.core.CqlSession;
import io.iotpipeline.local.tables.CassandraSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One Cassandra node. */
public final class Cassandra extends Server {

  private static final int HEAP_MB = 512;

  private final BuiltParts parts;

  public Cassandra(StackSettings settings) {
    super(settings, "cassandra");
    this.parts = new BuiltParts(settings.root());
  }

  @Override
  public String address() {
    return StackSettings.HOST + ":" + settings.ports().cassandra();
  }

  @Override
  public List<Integer> ports() {
    return List.of(settings.ports().cassandra(), settings.ports().cassandraStorage());
  }

  @Override
  protected void prepare() throws IOException {
    Templates.write("cassandra-logback.xml", folder().resolve("logback.xml"), Map.of());
    Templates.write(
        "cassandra.yaml",
        yaml(),
        Map.of(
            "data", folder().resolve("data"),
            "host", StackSettings.HOST,
            "port", settings.ports().cassandra(),
            "storage.port", settings.ports().cassandraStorage()));
  }

  @Override
  protected List<String> command() throws IOException {
    return JavaCommand.of(Jdk.forCassandra(), HEAP_MB)
        .options(lines("/stack/cassandra-jvm.options"))
        .property("cassandra.config", yaml().toUri())
        .property("cassandra.storagedir", folder().resolve("data"))
        .property("cassandra.logdir", folder())
        .property("logback.configurationFile", folder().resolve("logback.xml"))
        .main(parts.cassandraClassPath(), "org.apache.cassandra.service.CassandraDaemon");
  }

  @Override
  public void probe() {
    try (CqlSession session = CassandraSession.open(settings)) {
      session.execute("SELECT release_version FROM system.local");
    }
  }

  private Path yaml() {
    return folder().resolve("cassandra.yaml");
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream in = Cassandra.class.getResourceAsStream(resource);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> line.startsWith("-")).toList();
    }
  }
}
