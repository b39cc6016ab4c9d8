package io.iotpipeline.connect.cassandra.write;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.iotpipeline.connect.cassandra.cluster.ClusterTables;
import io.iotpipeline.connect.cassandra.cluster.SessionFactory;
import io.iotpipeline.connect.cassandra.config.SinkConfig;
import io.iotpipeline.connect.cassandra.config.TableConfig;
import io.iotpipeline.connect.cassandra.convert.Row;
import io.iotpipeline.connect.cassandra.convert.TableMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Writes with a driver session, and prepared statements for each table. */
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
   * Connects to the cluster and prepares the statements.
   *
   * @throws ClusterUnavailableException if Cassandra does not answer
   * @throws ConnectException if the configuration does not match the cluster
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
          : new ConnectException(
              "Cassandra rejects the statements of the sink: " + e.getMessage(), e);
    }
  }

  private void add(TableConfig config) {
    TableMapper mapper = new ClusterTables(session).mapper(config);
    mappers.computeIfAbsent(config.topic(), topic -> new ArrayList<>()).add(mapper);
    statements.put(mapper, Statements.prepare(session, mapper));
  }

  @Override
  public List<Row> rows(SinkRecord record) {
    List<TableMapper> tables = mappers.get(record.topic());
    if (tables == null) {
      throw new DataException("no table is configured for topic " + record.topic());
    }
    List<Row> rows = new ArrayList<>(tables.size());
    for (TableMapper table : tables) {
      rows.add(table.map(record));
    }
    return rows;
  }

  @Override
  public Object replicas(Row row) {
    return replicas.of(row);
  }

  @Override
  public CompletionStage<?> write(List<Row> batch) {
    return session.executeAsync(statements.get(batch.get(0).table()).bind(batch));
  }

  @Override
  public void close() {
    session.close();
  }
}
