package io.iotpipeline.connect.cassandra.cluster;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import io.iotpipeline.connect.cassandra.config.TableConfig;
import io.iotpipeline.connect.cassandra.convert.TableMapper;
import io.iotpipeline.connect.cassandra.convert.TableMismatchException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Reads the metadata of the configured tables from the cluster. */
public final class ClusterTables {

  private static final AtomicLong CHECKS = new AtomicLong();

  private final CqlSession session;

  public ClusterTables(CqlSession session) {
    this.session = session;
  }

  /**
   * Returns the mapper for a table.
   *
   * @throws TableMismatchException if the table does not exist, or the mapping or the query does
   *     not match it
   * @throws SchemaTimeoutException if the session does not read the schema
   */
  public TableMapper mapper(TableConfig config) {
    return mapper(config, "");
  }

  /**
   * Returns the mapper for a table as the cluster has it now, where {@link #mapper(TableConfig)}
   * may return what the driver remembers. This reads the schema of the cluster.
   *
   * @throws TableMismatchException as there
   * @throws SchemaTimeoutException as there
   */
  public TableMapper currentMapper(TableConfig config) {
    refreshSchema();
    // The driver remembers the statements that it has prepared, by their text.
    return mapper(config, " -- " + CHECKS.incrementAndGet());
  }

  private TableMapper mapper(TableConfig config, String comment) {
    TableMetadata table =
        find(config)
            .or(
                () -> {
                  // If the driver cannot read the schema in time, it starts without it. Refresh
                  // it, which throws if reading fails again.
                  refreshSchema();
                  return find(config);
                })
            .orElseThrow(() -> doesNotExist(config));
    ProtocolVersion protocol = session.getContext().getProtocolVersion();
    return config.query().isEmpty()
        ? TableMapper.ofTable(config, table, protocol)
        : TableMapper.ofQuery(config, variables(config, comment), protocol);
  }

  private ColumnDefinitions variables(TableConfig config, String comment) {
    try {
      return session.prepare(config.query().orElseThrow() + comment).getVariableDefinitions();
    } catch (QueryValidationException e) {
      throw new TableMismatchException(
          config.queryKey(), "Cassandra rejects the query: " + e.getMessage());
    }
  }

  /**
   * Reads the schema again, with a limit: if the driver finds no control connection when it is to
   * read a change, its later reads wait for that one, which never ends.
   */
  private void refreshSchema() {
    Duration timeout = refreshTimeout();
    try {
      session
          .refreshSchemaAsync()
          .toCompletableFuture()
          .copy()
          .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof TimeoutException) {
        throw new SchemaTimeoutException(timeout);
      }
      if (cause instanceof DriverException failure) {
        throw failure;
      }
      NoNodeAvailableException unavailable = new NoNodeAvailableException();
      unavailable.addSuppressed(cause);
      throw unavailable;
    }
  }

  /** Returns how long two reads last at most: this one may wait for another. */
  private Duration refreshTimeout() {
    DriverExecutionProfile profile = session.getContext().getConfig().getDefaultProfile();
    return profile
        .getDuration(DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_TIMEOUT)
        .plus(profile.getDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT))
        .multipliedBy(2);
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
