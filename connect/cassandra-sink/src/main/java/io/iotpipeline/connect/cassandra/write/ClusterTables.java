package io.iotpipeline.connect.cassandra.write;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.iotpipeline.connect.cassandra.config.TableConfig;
import java.util.Optional;

/** The tables of a cluster as it has them. */
final class ClusterTables {

  private final CqlSession session;

  ClusterTables(CqlSession session) {
    this.session = session;
  }

  /**
   * What makes a table's rows.
   *
   * @throws TableMismatchException when there is no such table, or the mapping does not fit it
   */
  TableMapper mapper(TableConfig config) {
    TableMetadata table =
        find(config)
            .or(
                () -> {
                  // The driver starts without a schema that it fails to read in time: ask again,
                  // and hear why.
                  session.refreshSchema();
                  return find(config);
                })
            .orElseThrow(() -> missing(config));
    return new TableMapper(config, table, session.getContext().getProtocolVersion());
  }

  private Optional<TableMetadata> find(TableConfig config) {
    return keyspace(config).flatMap(keyspace -> keyspace.getTable(config.key().tableId()));
  }

  private Optional<KeyspaceMetadata> keyspace(TableConfig config) {
    return session.getMetadata().getKeyspace(config.key().keyspaceId());
  }

  private TableMismatchException missing(TableConfig config) {
    String key = config.mappingKey();
    String what =
        keyspace(config).isPresent()
            ? "Table " + config.name()
            : "Keyspace " + config.key().keyspaceId().asCql(true);
    return new TableMismatchException(key, what + " does not exist: create it, or change " + key);
  }
}
