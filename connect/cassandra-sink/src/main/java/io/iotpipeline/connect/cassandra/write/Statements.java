package io.iotpipeline.connect.cassandra.write;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.iotpipeline.connect.cassandra.config.TableConfig;
import io.iotpipeline.connect.cassandra.convert.Row;
import io.iotpipeline.connect.cassandra.convert.TableMapper;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The INSERT and DELETE of one table: their CQL, and the binding of rows to their variables. Both
 * are idempotent, because they set the write time.
 */
final class Statements {

  private final TableMapper table;
  private final PreparedStatement insert;
  private final Optional<PreparedStatement> delete;

  private Statements(
      TableMapper table, PreparedStatement insert, Optional<PreparedStatement> delete) {
    this.table = table;
    this.insert = insert;
    this.delete = delete;
  }

  static Statements prepare(CqlSession session, TableMapper table) {
    return new Statements(
        table,
        session.prepare(insertCql(table)),
        table.deletes() ? Optional.of(session.prepare(deleteCql(table))) : Optional.empty());
  }

  /**
   * Its variables: the columns in order, the write time, and the TTL if a field is mapped to it.
   */
  static String insertCql(TableMapper table) {
    List<String> columns = table.columnNames();
    return "INSERT INTO %s (%s) VALUES (%s) USING TIMESTAMP ?%s"
        .formatted(
            qualifiedName(table),
            String.join(", ", columns),
            columns.stream().map(column -> "?").collect(Collectors.joining(", ")),
            ttlClause(table.config()));
  }

  private static String ttlClause(TableConfig config) {
    if (config.mapping().ttl().isPresent()) {
      return " AND TTL ?";
    }
    return config.ttlSeconds() > 0 ? " AND TTL " + config.ttlSeconds() : "";
  }

  /** Its variables: the write time, and the columns of the primary key in order. */
  static String deleteCql(TableMapper table) {
    String key =
        table.primaryKeyNames().stream()
            .map(column -> column + " = ?")
            .collect(Collectors.joining(" AND "));
    return "DELETE FROM %s USING TIMESTAMP ? WHERE %s".formatted(qualifiedName(table), key);
  }

  private static String qualifiedName(TableMapper table) {
    return table.config().key().keyspaceId().asCql(true)
        + "."
        + table.config().key().tableId().asCql(true);
  }

  /** Returns one request that writes all rows; they belong to this table. */
  Statement<?> bind(List<Row> batch) {
    if (batch.size() == 1) {
      return request(bind(batch.get(0)));
    }
    BatchStatementBuilder statement = BatchStatement.builder(BatchType.UNLOGGED);
    batch.forEach(row -> statement.addStatement(bind(row)));
    return request(statement.build());
  }

  private <T extends Statement<T>> T request(T statement) {
    return statement.setConsistencyLevel(table.config().consistency()).setIdempotent(true);
  }

  private BoundStatement bind(Row row) {
    return row.isDelete() ? bindDelete(row) : bindInsert(row);
  }

  private BoundStatement bindInsert(Row row) {
    BoundStatementBuilder statement = insert.boundStatementBuilder();
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

  private BoundStatement bindDelete(Row row) {
    BoundStatementBuilder statement = delete.orElseThrow().boundStatementBuilder();
    if (row.timestamp() != null) {
      statement = statement.setLong(0, row.timestamp());
    }
    int variable = 1;
    for (ByteBuffer cell : row.primaryKey()) {
      statement = statement.setBytesUnsafe(variable++, cell);
    }
    return statement.build();
  }
}
