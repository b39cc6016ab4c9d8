package io.iotpipeline.connect.cassandra.write;

import com.datastax.oss.driver.api.core.CqlIdentifier;
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
 * The statements of one table, and the binding of rows to their variables: an INSERT, an UPDATE if
 * the table has counters, or the configured query; and a DELETE. INSERT and DELETE set the write
 * time and are idempotent.
 */
final class Statements {

  private final TableMapper table;
  private final PreparedStatement write;
  private final Optional<PreparedStatement> delete;

  private Statements(
      TableMapper table, PreparedStatement write, Optional<PreparedStatement> delete) {
    this.table = table;
    this.write = write;
    this.delete = delete;
  }

  static Statements prepare(CqlSession session, TableMapper table) {
    return new Statements(
        table,
        session.prepare(writeCql(table)),
        table.deletes() ? Optional.of(session.prepare(deleteCql(table))) : Optional.empty());
  }

  /**
   * Its variables: the columns in order, or those of the query; for an INSERT also the write time,
   * and the TTL if a field is mapped to it.
   */
  static String writeCql(TableMapper table) {
    Optional<String> query = table.config().query();
    if (query.isPresent()) {
      return query.get();
    }
    return table.isCounter() ? counterCql(table) : insertCql(table);
  }

  private static String insertCql(TableMapper table) {
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
    return config.ttlSeconds().isPresent() ? " AND TTL " + config.ttlSeconds().getAsInt() : "";
  }

  /** Its variables are named like their columns. */
  private static String counterCql(TableMapper table) {
    List<String> key = table.primaryKeyNames();
    return "UPDATE %s SET %s WHERE %s"
        .formatted(
            qualifiedName(table),
            table.columnNames().stream()
                .filter(column -> !key.contains(column))
                .map(column -> "%s = %s + :%s".formatted(column, column, column))
                .collect(Collectors.joining(", ")),
            key.stream()
                .map(column -> "%s = :%s".formatted(column, column))
                .collect(Collectors.joining(" AND ")));
  }

  /** Its variables: the write time, which counters do not have, and the columns of the key. */
  static String deleteCql(TableMapper table) {
    String key =
        table.primaryKeyNames().stream()
            .map(column -> column + " = ?")
            .collect(Collectors.joining(" AND "));
    return "DELETE FROM %s%s WHERE %s"
        .formatted(qualifiedName(table), table.isCounter() ? "" : " USING TIMESTAMP ?", key);
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
    return statement
        .setConsistencyLevel(table.config().consistency())
        .setIdempotent(table.isIdempotent());
  }

  private BoundStatement bind(Row row) {
    if (row.isDelete()) {
      return bindDelete(row);
    }
    return table.isCounter() ? bindCounter(row) : bindWrite(row);
  }

  private BoundStatement bindWrite(Row row) {
    BoundStatementBuilder statement = write.boundStatementBuilder();
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
    if (table.config().mapping().ttl().isPresent() && row.ttlSeconds().isPresent()) {
      statement = statement.setInt(variable + 1, row.ttlSeconds().getAsInt());
    }
    return statement.build();
  }

  private BoundStatement bindCounter(Row row) {
    BoundStatementBuilder statement = write.boundStatementBuilder();
    int position = 0;
    for (String column : table.columnNames()) {
      ByteBuffer cell = row.cells().get(position++);
      if (!Row.isUnset(cell)) {
        statement = statement.setBytesUnsafe(CqlIdentifier.fromCql(column), cell);
      }
    }
    return statement.build();
  }

  private BoundStatement bindDelete(Row row) {
    BoundStatementBuilder statement = delete.orElseThrow().boundStatementBuilder();
    if (row.timestamp() != null) {
      statement = statement.setLong(0, row.timestamp());
    }
    int variable = table.isCounter() ? 0 : 1;
    for (ByteBuffer cell : row.primaryKey()) {
      statement = statement.setBytesUnsafe(variable++, cell);
    }
    return statement.build();
  }
}
