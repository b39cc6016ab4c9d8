package io.iotpipeline.connect.cassandra.convert;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.iotpipeline.connect.cassandra.config.TableConfig;
import io.iotpipeline.connect.cassandra.config.Ttl;
import io.iotpipeline.connect.cassandra.mapping.FieldSource;
import io.iotpipeline.connect.cassandra.mapping.Mapping;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Maps the records of one topic to rows of one table. */
public final class TableMapper {

  private final TableConfig config;
  private final ProtocolVersion protocol;
  private final List<Column> columns;
  private final List<Integer> partitionKey;
  private final List<Integer> primaryKey;

  /**
   * @throws TableMismatchException if the mapping does not match the table
   */
  public TableMapper(TableConfig config, TableMetadata table, ProtocolVersion protocol) {
    this.config = config;
    this.protocol = protocol;
    this.columns = columns(config, table);
    this.partitionKey = positions(table.getPartitionKey());
    this.primaryKey = positions(table.getPrimaryKey());
  }

  public TableConfig config() {
    return config;
  }

  /** Returns the mapped columns in CQL, in the order of {@link Row#cells}. */
  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** Returns the columns of the primary key in CQL, in the order of {@link Row#primaryKey}. */
  public List<String> primaryKeyNames() {
    return primaryKey.stream().map(position -> columns.get(position).name()).toList();
  }

  /** Returns whether a record can delete its row. A table of key columns only has no deletes. */
  public boolean deletes() {
    return config.deletesEnabled() && columns.size() > primaryKey.size();
  }

  /** Returns whether the write time of a row comes from a field of its record. */
  public boolean mapsTimestamp() {
    return config.mapping().timestamp().isPresent();
  }

  /**
   * @throws DataException if the record cannot be mapped to a row; the message names the column
   */
  public Row map(SinkRecord record) {
    boolean isDelete = isTombstone(record);
    List<ByteBuffer> cells = new ArrayList<>(columns.size());
    for (Column column : columns) {
      cells.add(isDelete && !column.inPrimaryKey() ? Row.UNSET : column.encode(record, protocol));
    }
    return new Row(record, this, cells, timestamp(record), isDelete ? 0 : ttl(record), isDelete);
  }

  /** Returns whether the record deletes its row: all columns outside the primary key are null. */
  private boolean isTombstone(SinkRecord record) {
    return deletes()
        && columns.stream().allMatch(column -> column.inPrimaryKey() || column.isNull(record));
  }

  List<ByteBuffer> partitionKey(List<ByteBuffer> cells) {
    return partitionKey.stream().map(cells::get).toList();
  }

  List<ByteBuffer> primaryKey(List<ByteBuffer> cells) {
    return primaryKey.stream().map(cells::get).toList();
  }

  private Long timestamp(SinkRecord record) {
    FieldSource source = config.mapping().timestamp().orElse(null);
    if (source != null && !hasNoTimestampField(source, record)) {
      return config.timestampUnit().toMicros(number(Mapping.TIMESTAMP, source, record));
    }
    // The record's own timestamp: a redelivered record then has the same write time.
    return record.timestamp() == null ? null : TimeUnit.MILLISECONDS.toMicros(record.timestamp());
  }

  /** A record without a value deletes its row, and has no field for the write time. */
  private boolean hasNoTimestampField(FieldSource source, SinkRecord record) {
    return deletes() && record.value() == null && source.isNull(record);
  }

  private int ttl(SinkRecord record) {
    if (config.mapping().ttl().isEmpty()) {
      return 0;
    }
    long amount = number(Mapping.TTL, config.mapping().ttl().get(), record);
    try {
      return Ttl.seconds(amount, config.ttlUnit());
    } catch (IllegalArgumentException e) {
      throw new DataException(Mapping.TTL + ": " + e.getMessage(), e);
    }
  }

  private static long number(String column, FieldSource source, SinkRecord record) {
    try {
      Object value = source.read(record);
      if (value == null) {
        throw new DataException("the value is null");
      }
      return NumberConverters.exactLong(value, "a whole number");
    } catch (DataException e) {
      throw new DataException(column + " from " + source + ": " + e.getMessage(), e);
    }
  }

  private static List<Column> columns(TableConfig config, TableMetadata table) {
    List<Column> columns = new ArrayList<>();
    List<String> mismatches = new ArrayList<>();
    config
        .mapping()
        .columns()
        .forEach(
            (name, source) -> {
              ColumnMetadata column = table.getColumn(name).orElse(null);
              if (column == null) {
                mismatches.add("has no column " + name.asCql(true));
                return;
              }
              try {
                boolean inPrimaryKey = table.getPrimaryKey().contains(column);
                columns.add(Column.of(column, source, inPrimaryKey, config.nullToUnset()));
              } catch (DataException e) {
                mismatches.add("has column " + name.asCql(true) + ": " + e.getMessage());
              }
            });
    table.getPrimaryKey().stream()
        .map(ColumnMetadata::getName)
        .filter(name -> !config.mapping().columns().containsKey(name))
        .forEach(
            name -> mismatches.add("has primary key column " + name.asCql(true) + ", not mapped"));
    if (!mismatches.isEmpty()) {
      throw new TableMismatchException(
          config.mappingKey(),
          "Table %s %s. Change the table, or %s"
              .formatted(config.name(), String.join("; ", mismatches), config.mappingKey()));
    }
    return List.copyOf(columns);
  }

  private List<Integer> positions(List<ColumnMetadata> key) {
    List<CqlIdentifier> mapped = List.copyOf(config.mapping().columns().keySet());
    return key.stream().map(column -> mapped.indexOf(column.getName())).toList();
  }
}
