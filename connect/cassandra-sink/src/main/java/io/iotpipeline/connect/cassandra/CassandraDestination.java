package io.iotpipeline.connect.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** A session of the driver, and the prepared INSERT of each table. */
final class CassandraDestination implements Destination {

  private final CqlSession session;
  private final Map<String, List<TableMapper>> mappers = new HashMap<>();
  private final Map<TableMapper, PreparedStatement> inserts = new HashMap<>();

  private CassandraDestination(CqlSession session) {
    this.session = session;
  }

  /**
   * @throws ClusterUnavailableException when Cassandra does not answer
   * @throws ConnectException when the configuration does not fit the cluster
   */
  static Destination open(SinkConfig config) {
    try {
      CqlSession session = Sessions.open(config);
      CassandraDestination destination = new CassandraDestination(session);
      try {
        config.tables().values().forEach(tables -> tables.forEach(destination::add));
        return destination;
      } catch (RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (DriverException e) {
      throw FailureKind.of(e) == FailureKind.UNAVAILABLE
          ? new ClusterUnavailableException(e)
          : new ConnectException("Cassandra refuses to prepare the writes: " + e.getMessage(), e);
    }
  }

  private void add(TableConfig config) {
    TableMetadata table =
        find(config)
            .orElseThrow(
                () ->
                    new ConnectException(
                        "Table %s does not exist: create it, or change %s"
                            .formatted(config.name(), config.key().setting("mapping"))));
    TableMapper mapper = new TableMapper(config, table, session.getContext().getProtocolVersion());
    mappers.computeIfAbsent(config.topic(), topic -> new ArrayList<>()).add(mapper);
    inserts.put(mapper, session.prepare(mapper.insert()));
  }

  private Optional<TableMetadata> find(TableConfig config) {
    return lookUp(config)
        .or(
            () -> {
              // The driver starts without a schema that it fails to read in time: ask again, and
              // hear why.
              session.refreshSchema();
              return lookUp(config);
            });
  }

  private Optional<TableMetadata> lookUp(TableConfig config) {
    return session
        .getMetadata()
        .getKeyspace(config.key().keyspaceId())
        .flatMap(keyspace -> keyspace.getTable(config.key().tableId()));
  }

  @Override
  public List<Row> rows(SinkRecord entry) {
    List<TableMapper> tables = mappers.get(entry.topic());
    if (tables == null) {
      throw new DataException("no table is configured for topic " + entry.topic());
    }
    List<Row> rows = new ArrayList<>(tables.size());
    for (TableMapper table : tables) {
      rows.add(table.map(entry));
    }
    return rows;
  }

  @Override
  public CompletionStage<?> write(List<Row> batch) {
    TableConfig config = batch.get(0).table().config();
    if (batch.size() == 1) {
      return session.executeAsync(
          bind(batch.get(0)).setConsistencyLevel(config.consistency()).setIdempotent(true));
    }
    BatchStatementBuilder statement =
        BatchStatement.builder(BatchType.UNLOGGED)
            .setConsistencyLevel(config.consistency())
            .setIdempotence(true);
    batch.forEach(row -> statement.addStatement(bind(row)));
    return session.executeAsync(statement.build());
  }

  private BoundStatement bind(Row row) {
    BoundStatementBuilder statement = inserts.get(row.table()).boundStatementBuilder();
    int variable = 0;
    for (ByteBuffer cell : row.cells()) {
      if (!Row.isUnset(cell)) {
        statement = statement.setBytesUnsafe(variable, cell);
      }
      variable++;
    }
    if (row.timestamp() != null) {
      statement = statement.setLong(variable, row.timestamp());
    }
    if (row.ttlSeconds() > 0) {
      statement = statement.setInt(variable + 1, row.ttlSeconds());
    }
    return statement.build();
  }

  @Override
  public void close() {
    session.close();
  }
}
