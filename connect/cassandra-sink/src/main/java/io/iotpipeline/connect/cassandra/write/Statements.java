package io.iotpipeline.connect.cassandra.write;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The prepared statements of one table. All are idempotent: they state their write time. */
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
        session.prepare(table.insert()),
        table.deletes() ? Optional.of(session.prepare(table.delete())) : Optional.empty());
  }

  /** One request for rows of this table. */
  Statement<?> of(List<Row> batch) {
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
