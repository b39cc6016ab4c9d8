package io.iotpipeline.connect.cassandra.convert;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import io.iotpipeline.connect.cassandra.config.TableConfig;
import io.iotpipeline.connect.cassandra.config.Ttl;
import io.iotpipeline.connect.cassandra.mapping.FieldSource;
import io.iotpipeline.connect.cassandra.mapping.Mapping;
import io.iotpipeline.connect.cassandra.mapping.RecordParts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Maps the records of one topic to rows of one table, or to the variables of one query. */
public final class TableMapper {

  private final TableConfig config;
  private final ProtocolVersion protocol;
  private final List<Column> columns;
  private final List<Integer> partitionKey;
  private final List<Integer> primaryKey;
  private final boolean isCounter;

  /** The columns that show whether a record has data or deletes its row. */
  private final List<Column> data;

  private final boolean readsValue;

  private TableMapper(
      TableConfig config,
      ProtocolVersion protocol,
      List<Column> columns,
      List<Integer> partitionKey,
      List<Integer> primaryKey) {
    this.config = config;
    this.protocol = protocol;
    this.columns = columns;
    this.partitionKey = partitionKey;
    this.primaryKey = primaryKey;
    this.isCounter = columns.stream().anyMatch(column -> column.type().equals(DataTypes.COUNTER));
    this.data =
        columns.stream().filter(column -> !column.inPrimaryKey() && !column.isGenerated()).toList();
    this.readsValue = data.stream().anyMatch(column -> column.source().isOfValue());
    if (isCounter) {
      requireNoTtlOrTimestamp();
    }
  }

  /**
   * @throws TableMismatchException if the mapping does not match the table
   */
  public static TableMapper ofTable(
      TableConfig config, TableMetadata table, ProtocolVersion protocol) {
    return new TableMapper(
        config,
        protocol,
        new ColumnMatcher(config).match(table),
        positions(config, table.getPartitionKey()),
        positions(config, table.getPrimaryKey()));
  }

  /**
   * @throws TableMismatchException if the mapping does not match the variables of the query
   */
  public static TableMapper ofQuery(
      TableConfig config, ColumnDefinitions variables, ProtocolVersion protocol) {
    return new TableMapper(
        config, protocol, new ColumnMatcher(config).match(variables), List.of(), List.of());
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

  /** Returns whether the columns outside the primary key are counters, which rows add to. */
  public boolean isCounter() {
    return isCounter;
  }

  /**
   * Returns whether writing a row again has no further effect, so that it can share a request with
   * other rows. The effect of a query is not known.
   */
  public boolean isIdempotent() {
    return config.query().isEmpty() && !isCounter;
  }

  /** Returns whether the write time of a row comes from a field of its record. */
  public boolean mapsTimestamp() {
    return config.mapping().timestamp().isPresent();
  }

  /** Returns whether both map records to the same columns, so that rows of one fit the other. */
  public boolean isSame(TableMapper other) {
    return signature().equals(other.signature())
        && partitionKey.equals(other.partitionKey)
        && primaryKey.equals(other.primaryKey);
  }

  private List<Map.Entry<String, DataType>> signature() {
    return columns.stream().map(column -> Map.entry(column.name(), column.type())).toList();
  }

  /**
   * @throws DataException if the record cannot be mapped to a row; the message names the column
   */
  public Row map(RecordParts record) {
    boolean isDelete = deletes() && isTombstone(record);
    List<ByteBuffer> cells = new ArrayList<>(columns.size());
    for (Column column : columns) {
      cells.add(isDelete && !column.inPrimaryKey() ? Row.UNSET : column.encode(record, protocol));
    }
    Long timestamp = isIdempotent() ? timestamp(record, isDelete) : null;
    OptionalInt ttl = isDelete ? OptionalInt.empty() : ttl(record);
    return new Row(record.record(), this, cells, timestamp, ttl, isDelete);
  }

  /**
   * Returns whether the record deletes its row: it has no value although a column needs it, or all
   * columns outside the primary key are null. A column of {@code now()} is never null and does not
   * count.
   */
  private boolean isTombstone(RecordParts record) {
    if (readsValue && record.record().value() == null) {
      return true;
    }
    for (Column column : data) {
      if (!column.isNull(record)) {
        return false;
      }
    }
    return !data.isEmpty();
  }

  List<ByteBuffer> partitionKey(List<ByteBuffer> cells) {
    return select(cells, partitionKey);
  }

  List<ByteBuffer> primaryKey(List<ByteBuffer> cells) {
    return select(cells, primaryKey);
  }

  private static List<ByteBuffer> select(List<ByteBuffer> cells, List<Integer> positions) {
    List<ByteBuffer> selected = new ArrayList<>(positions.size());
    for (int position : positions) {
      selected.add(cells.get(position));
    }
    return selected;
  }

  private Long timestamp(RecordParts parts, boolean isDelete) {
    FieldSource source = config.mapping().timestamp().orElse(null);
    // A record without a value deletes its row, and has no field for the write time.
    if (source != null && !(isDelete && source.isMissing(parts))) {
      return micros(number(Mapping.TIMESTAMP, source, parts), config.timestampUnit());
    }
    // The record's own timestamp: a redelivered record then has the same write time.
    SinkRecord record = parts.record();
    return record.timestamp() == null ? null : micros(record.timestamp(), TimeUnit.MILLISECONDS);
  }

  private static long micros(long amount, TimeUnit unit) {
    long micros = unit.toMicros(amount);
    boolean isOverflow =
        unit.compareTo(TimeUnit.MICROSECONDS) > 0
            && unit.convert(micros, TimeUnit.MICROSECONDS) != amount;
    // Cassandra takes the smallest number for no write time.
    if (isOverflow || micros == Long.MIN_VALUE) {
      throw new DataException(
          "%s: %d %s since 1970 is not within the range of a write time"
              .formatted(Mapping.TIMESTAMP, amount, unit));
    }
    return micros;
  }

  private OptionalInt ttl(RecordParts record) {
    FieldSource source = config.mapping().ttl().orElse(null);
    if (source == null || source.isMissing(record) || source.read(record) == null) {
      return config.ttlSeconds();
    }
    try {
      return Ttl.seconds(number(Mapping.TTL, source, record), config.ttlUnit());
    } catch (IllegalArgumentException e) {
      throw new DataException(Mapping.TTL + ": " + e.getMessage(), e);
    }
  }

  private static long number(String column, FieldSource source, RecordParts record) {
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

  private void requireNoTtlOrTimestamp() {
    String reason = "Table " + config.name() + " has counters, which have no write time and no TTL";
    if (mapsTimestamp() || config.mapping().ttl().isPresent()) {
      throw new TableMismatchException(
          config.mappingKey(), reason + ". Remove it from " + config.mappingKey());
    }
    if (config.ttlSeconds().isPresent()) {
      throw new TableMismatchException(config.ttlKey(), reason + ". Remove " + config.ttlKey());
    }
  }

  private static List<Integer> positions(TableConfig config, List<ColumnMetadata> key) {
    List<CqlIdentifier> mapped = List.copyOf(config.mapping().columns().keySet());
    return key.stream().map(column -> mapped.indexOf(column.getName())).toList();
  }
}
