package io.iotpipeline.admin.setup;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.setup.MigrationPlan.Applied;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Applies the pending files of {@code cassandra/migrations} and records them in {@code
 * iot.schema_migrations}. A file is recorded after its last statement, so an interrupted file is
 * applied again from its first statement. All statements are idempotent. Tables that are older than
 * {@code iot.schema_migrations} therefore stay unchanged when the files are applied to them.
 */
public final class TableSetup {

  private final Pipeline pipeline;

  public TableSetup(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * @return a summary for people
   */
  public String apply() {
    Path folder = pipeline.files().migrations();
    try (CqlSession session = CassandraSession.open(pipeline)) {
      List<Migration> files = Migration.read(folder);
      List<Migration> pending = MigrationPlan.pending(files, applied(session));
      pending.forEach(migration -> apply(session, migration));
      return "%d of %d files of %s applied, %d were before"
          .formatted(
              pending.size(), files.size(), "cassandra/migrations", files.size() - pending.size());
    } catch (IOException | DriverException e) {
      throw new PipelineException(folder + " cannot be applied: " + e.getMessage(), e);
    }
  }

  private void apply(CqlSession session, Migration migration) {
    migration.statements(Replication.of(pipeline)).forEach(session::execute);
    session.execute(
        "INSERT INTO iot.schema_migrations (number, file, checksum, applied_at)"
            + " VALUES (?, ?, ?, ?)",
        migration.number(),
        migration.file(),
        migration.checksum(),
        Instant.now());
  }

  private static List<Applied> applied(CqlSession session) {
    boolean recorded =
        session
                .execute(
                    "SELECT table_name FROM system_schema.tables"
                        + " WHERE keyspace_name = 'iot' AND table_name = 'schema_migrations'")
                .one()
            != null;
    List<Applied> applied = new ArrayList<>();
    if (recorded) {
      for (Row row : session.execute("SELECT number, file, checksum FROM iot.schema_migrations")) {
        applied.add(
            new Applied(row.getInt("number"), row.getString("file"), row.getString("checksum")));
      }
    }
    applied.sort(Comparator.comparingInt(Applied::number));
    return applied;
  }
}
