package io.iotpipeline.connect.cassandra.write;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.iotpipeline.connect.cassandra.config.SinkConfig;
import io.iotpipeline.connect.cassandra.config.TableConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** A session of the driver, and the statements for each table. */
public final class CassandraDestination implements Destination {

  private final CqlSession session;
  private final Replicas replicas;
  private final Map<String, List<TableMapper>> mappers = new HashMap<>();
  private final Map<TableMapper, Statements> statements = new HashMap<>();

  private CassandraDestination(CqlSession session) {
    this.session = session;
    this.replicas = new Replicas(session);
  }

  /**
   * @throws ClusterUnavailableException when Cassandra does not answer
   * @throws ConnectException when the configuration does not fit the cluster
   */
  public static Destination open(SinkConfig config) {
    try {
      CqlSession session = SessionFactory.open(config);
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
    TableMapper mapper = new ClusterTables(session).mapper(config);
    mappers.computeIfAbsent(config.topic(), topic -> new ArrayList<>()).add(mapper);
    statements.put(mapper, Statements.prepare(session, mapper));
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
  public Object replicas(Row row) {
    return replicas.of(row);
  }

  @Override
  public CompletionStage<?> write(List<Row> batch) {
    return session.executeAsync(statements.get(batch.get(0).table()).of(batch));
  }

  @Override
  public void close() {
    session.close();
  }
}
