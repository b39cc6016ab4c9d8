package io.iotpipeline.connect.cassandra.write;

import com.datastax.oss.driver.api.core.DriverException;
import io.iotpipeline.connect.cassandra.cluster.ClusterTables;
import io.iotpipeline.connect.cassandra.cluster.SchemaTimeoutException;
import io.iotpipeline.connect.cassandra.cluster.SharedSession;
import io.iotpipeline.connect.cassandra.config.SinkConfig;
import io.iotpipeline.connect.cassandra.config.TableConfig;
import io.iotpipeline.connect.cassandra.convert.Row;
import io.iotpipeline.connect.cassandra.convert.TableMapper;
import io.iotpipeline.connect.cassandra.convert.TableMismatchException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;

/** Writes with a driver session, and prepared statements for each table. */
public final class CassandraDestination implements Destination {

  /** Makes the next refresh prepare again. */
  private static final long UNKNOWN = -1;

  private final SinkConfig config;
  private SharedSession session;
  private ClusterTables clusterTables;
  private Replicas replicas;
  private Map<String, List<TableMapper>> mappers = Map.of();
  private Map<TableMapper, Statements> statements = Map.of();
  private long schemaVersion;

  private CassandraDestination(SinkConfig config, SharedSession session) {
    this.config = config;
    use(session);
  }

  private void use(SharedSession newSession) {
    session = newSession;
    clusterTables = new ClusterTables(newSession.session());
    replicas = new Replicas(newSession.session());
    schemaVersion = UNKNOWN;
  }

  /**
   * Connects to the cluster and prepares the statements.
   *
   * @throws ClusterUnavailableException if Cassandra does not answer
   * @throws ConnectException if the configuration does not match the cluster
   */
  public static Destination open(SinkConfig config) {
    try {
      SharedSession session = SharedSession.open(config);
      CassandraDestination destination = new CassandraDestination(config, session);
      try {
        destination.prepare();
        return destination;
      } catch (RuntimeException e) {
        destination.discardIfStuck(e);
        destination.close();
        throw e;
      }
    } catch (DriverException e) {
      throw FailureKind.of(e) == FailureKind.UNAVAILABLE
          ? new ClusterUnavailableException(e)
          : new ConnectException(
              "Cassandra rejects the statements of the sink: " + e.getMessage(), e);
    }
  }

  private void prepare() {
    // Read first: a change meanwhile then makes the next refresh prepare again.
    long version = session.schemaVersion();
    Map<String, List<TableMapper>> newMappers = new HashMap<>();
    Map<TableMapper, Statements> newStatements = new HashMap<>();
    for (List<TableConfig> tables : config.tables().values()) {
      for (TableConfig table : tables) {
        TableMapper mapper = unchanged(clusterTables.mapper(table));
        newMappers.computeIfAbsent(table.topic(), topic -> new ArrayList<>()).add(mapper);
        newStatements.put(mapper, Statements.prepare(session.session(), mapper));
      }
    }
    mappers = newMappers;
    statements = newStatements;
    schemaVersion = version;
  }

  /** Returns the mapper in use, by which {@link WriteClock} knows its rows, if it is the same. */
  private TableMapper unchanged(TableMapper mapper) {
    return mappers.getOrDefault(mapper.config().topic(), List.of()).stream()
        .filter(used -> used.config().equals(mapper.config()) && used.isSame(mapper))
        .findFirst()
        .orElse(mapper);
  }

  @Override
  public void refresh() {
    if (session.schemaVersion() == schemaVersion && !session.isDiscarded()) {
      return;
    }
    try {
      if (session.isDiscarded()) {
        session.close();
        use(SharedSession.open(config));
      }
      prepare();
    } catch (TableMismatchException | DriverException e) {
      discardIfStuck(e);
      throw new ClusterUnavailableException(e);
    }
  }

  private void discardIfStuck(RuntimeException failure) {
    if (failure instanceof SchemaTimeoutException) {
      session.discard();
    }
  }

  @Override
  public List<TableMapper> tables(String topic) {
    List<TableMapper> tables = mappers.get(topic);
    if (tables == null) {
      throw new DataException("no table is configured for topic " + topic);
    }
    return tables;
  }

  @Override
  public void requireUnchanged(TableMapper table) {
    TableMapper current;
    try {
      current = clusterTables.currentMapper(table.config());
    } catch (TableMismatchException | DriverException e) {
      schemaVersion = UNKNOWN;
      discardIfStuck(e);
      throw new ClusterUnavailableException(e);
    }
    if (!current.isSame(table)) {
      schemaVersion = UNKNOWN;
      throw hasChanged(table);
    }
  }

  private static ClusterUnavailableException hasChanged(TableMapper table) {
    return new ClusterUnavailableException(
        new TableMismatchException(
            table.config().mappingKey(), "Table " + table.config().name() + " has changed"));
  }

  @Override
  public Object replicas(Row row) {
    return replicas.of(row);
  }

  @Override
  public CompletionStage<?> write(List<Row> batch) {
    TableMapper table = batch.get(0).table();
    Statements ofTable = statements.get(table);
    if (ofTable == null) {
      return CompletableFuture.failedFuture(hasChanged(table));
    }
    return session.session().executeAsync(ofTable.bind(batch));
  }

  @Override
  public void close() {
    session.close();
  }
}
