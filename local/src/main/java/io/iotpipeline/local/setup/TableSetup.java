package io.iotpipeline.local.setup;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.iotpipeline.local.stack.BuiltParts;
import io.iotpipeline.local.stack.StackSettings;
import io.iotpipeline.local.stack.StartException;
import io.iotpipeline.local.tables.CassandraSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Applies {@code cassandra/schema.cql}, which creates only what is missing. */
public final class TableSetup {

  private final StackSettings settings;

  public TableSetup(StackSettings settings) {
    this.settings = settings;
  }

  /**
   * @return what was done, for people
   */
  public String apply() {
    Path file = new BuiltParts(settings.root()).cassandraSchema();
    try (CqlSession session = CassandraSession.open(settings)) {
      List<String> statements = statements(Files.readString(file), Replication.of(settings));
      statements.forEach(session::execute);
      return statements.size() + " statements of " + settings.root().relativize(file) + " applied";
    } catch (IOException | DriverException e) {
      throw new StartException(file + " cannot be applied: " + e.getMessage(), e);
    }
  }

  /** Comments stand on lines of their own; a statement ends with a semicolon at a line's end. */
  static List<String> statements(String cql, String replication) {
    String code =
        cql.lines()
            .filter(line -> !line.strip().startsWith("--"))
            .collect(Collectors.joining("\n"))
            .replace("${replication}", replication);
    return Stream.of(code.split(";\\s*(\n|$)", -1))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }
}
