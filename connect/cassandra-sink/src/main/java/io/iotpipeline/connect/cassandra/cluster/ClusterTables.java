package io.iotpipeline.connect.cassandra.cluster;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.iotpipeline.connect.cassandra.config.TableConfig;
import io.iotpipeline.connect.cassandra.convert.TableMapper;
import io.iotpipeline.connect.cassandra.convert.TableMismatchException;
import java.util.Optional;

/** Reads the metadata of the configured tables from the cluster. */
public final class ClusterTables {

  private final CqlSession session;

  public ClusterTables(CqlSession session) {
    this.session = session;
  }

  /**
   * Returns the mapper for a table.
   *
   * @throws TableMismatchException if the table does not exist, or the mapping does not match it
   */
  public TableMapper mapper(TableConfig config) {
    TableMetadata table =
        find(config)
            .or(
                () -> {
                  // If the driver cannot read the schema in time, it starts without it. Refresh
                  // it, which throws if reading fails again.
                  session.refreshSchema();
                  return find(config);
                })
            .orElseThrow(() -> doesNotExist(config));
    return new TableMapper(config, table, session.getContext().getProtocolVersion());
  }

  private Optional<TableMetadata> find(TableConfig config) {
    return keyspace(config).flatMap(keyspace -> keyspace.getTable(config.key().tableId()));
  }

  private Optional<KeyspaceMetadata> keyspace(TableConfig config) {
    return session.getMetadata().getKeyspace(config.key().keyspaceId());
  }

  private TableMismatchException doesNotExist(TableConfig config) {
    String key = config.mappingKey();
    String missing =
        keyspace(config).isPresent()
            ? "Table " + config.name()
            : "Keyspace " + config.key().keyspaceId().asCql(true);
    return new TableMismatchException(
        key, missing + " does not exist. Create it, or change " + key);
  }
}
