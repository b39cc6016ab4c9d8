package io.iotpipeline.connect.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Makes the rows of one table from the records of one topic, and knows the INSERT that takes them.
 */
final class TableMapper {

  private final TableConfig config;
  private final ProtocolVersion protocol;
  private final List<Column> columns;
  private final List<Integer> partitionKey;
  private final List<Integer> primaryKey;

  /**
   * @throws ConnectException when mapping and table do not fit together
   */
  TableMapper(TableConfig config, TableMetadata table, ProtocolVersion protocol) {
    this.config = config;
    this.protocol = protocol;
    this.columns = columns(table);
    this.partitionKey = positions(table.getPartitionKey());
    this.primaryKey = positions(table.getPrimaryKey());
  }

  TableConfig config() {
    return config;
  }

  /** Its variables are the columns in order, the write time, and the life if records state it. */
  String insert() {
    String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
    String values = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
    String ttl =
        config.mapping().ttl().isPresent()
            ? " AND TTL ?"
            : config.ttlSeconds() > 0 ? " AND TTL " + config.ttlSeconds() : "";
    return "INSERT INTO %s.%s (%s) VALUES (%s) USING TIMESTAMP ?%s"
        .formatted(
            config.key().keyspaceId().asCql(true),
            config.key().tableId().asCql(true),
            names,
            values,
            ttl);
  }

  /**
   * @throws DataException when the record does not make a row, naming the column
   */
  Row map(SinkRecord entry) {
    List<ByteBuffer> cells = new ArrayList<>(columns.size());
    for (Column column : columns) {
      cells.add(column.encode(entry, protocol));
    }
    return new Row(entry, this, cells, timestamp(entry), ttl(entry));
  }

  /** Whether records state the write time of their rows themselves. */
  boolean mapsTimestamp() {
    return config.mapping().timestamp().isPresent();
  }

  List<ByteBuffer> partitionKey(List<ByteBuffer> cells) {
    return partitionKey.stream().map(cells::get).toList();
  }

  List<ByteBuffer> primaryKey(List<ByteBuffer> cells) {
    return primaryKey.stream().map(cells::get).toList();
  }

  private Long timestamp(SinkRecord entry) {
    if (config.mapping().timestamp().isPresent()) {
      FieldSource source = config.mapping().timestamp().get();
      return config.timestampUnit().toMicros(number("__timestamp", source, entry));
    }
    // The record's own time, so that a record delivered again writes what it wrote before.
    return entry.timestamp() == null ? null : TimeUnit.MILLISECONDS.toMicros(entry.timestamp());
  }

  private int ttl(SinkRecord entry) {
    if (config.mapping().ttl().isEmpty()) {
      return 0;
    }
    long amount = number("__ttl", config.mapping().ttl().get(), entry);
    try {
      return Ttl.seconds(amount, config.ttlUnit());
    } catch (IllegalArgumentException e) {
      throw new DataException("__ttl: " + e.getMessage(), e);
    }
  }

  private static long number(String column, FieldSource source, SinkRecord entry) {
    try {
      Object value = source.read(entry);
      if (value == null) {
        throw new DataException("it is null");
      }
      return NumberConverters.exactLong(value, "a whole number");
    } catch (DataException e) {
      throw new DataException(column + " from " + source + ": " + e.getMessage(), e);
    }
  }

  private List<Column> columns(TableMetadata table) {
    List<Column> mapped = new ArrayList<>();
    config.mapping().columns().forEach((name, source) -> mapped.add(column(table, name, source)));
    return List.copyOf(mapped);
  }

  private Column column(TableMetadata table, CqlIdentifier name, FieldSource source) {
    ColumnMetadata metadata =
        table.getColumn(name).orElseThrow(() -> misfit("has no column " + name.asCql(true)));
    try {
      boolean inPrimaryKey = table.getPrimaryKey().contains(metadata);
      return Column.of(metadata, source, inPrimaryKey, config.nullToUnset());
    } catch (DataException e) {
      throw misfit("has column " + name.asCql(true) + ": " + e.getMessage());
    }
  }

  private List<Integer> positions(List<ColumnMetadata> key) {
    List<CqlIdentifier> mapped = List.copyOf(config.mapping().columns().keySet());
    List<Integer> positions = new ArrayList<>();
    for (ColumnMetadata column : key) {
      int position = mapped.indexOf(column.getName());
      if (position < 0) {
        throw misfit("has primary key column " + column.getName().asCql(true) + ", not mapped");
      }
      positions.add(position);
    }
    return List.copyOf(positions);
  }

  private ConnectException misfit(String what) {
    return new ConnectException(
        "Table %s %s: change the table, or %s"
            .formatted(config.name(), what, config.key().setting("mapping")));
  }
}
