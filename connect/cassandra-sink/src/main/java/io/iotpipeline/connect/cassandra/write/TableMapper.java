package io.iotpipeline.connect.cassandra.write;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.iotpipeline.connect.cassandra.config.FieldSource;
import io.iotpipeline.connect.cassandra.config.TableConfig;
import io.iotpipeline.connect.cassandra.config.Ttl;
import io.iotpipeline.connect.cassandra.convert.NumberConverters;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
   * @throws TableMismatchException when mapping and table do not fit together
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
    return "INSERT INTO %s (%s) VALUES (%s) USING TIMESTAMP ?%s"
        .formatted(qualifiedName(), names, values, ttl);
  }

  /** Its variables are the write time and the primary key's columns in order. */
  String delete() {
    String key =
        primaryKey.stream()
            .map(position -> columns.get(position).name() + " = ?")
            .collect(Collectors.joining(" AND "));
    return "DELETE FROM %s USING TIMESTAMP ? WHERE %s".formatted(qualifiedName(), key);
  }

  /** Whether a record can delete its row: there is a column beside the primary key. */
  boolean deletes() {
    return config.deletesEnabled() && columns.size() > primaryKey.size();
  }

  private String qualifiedName() {
    return config.key().keyspaceId().asCql(true) + "." + config.key().tableId().asCql(true);
  }

  /**
   * @throws DataException when the record does not make a row, naming the column
   */
  Row map(SinkRecord entry) {
    boolean isDelete = deletes() && columns.stream().allMatch(column -> column.isVoid(entry));
    List<ByteBuffer> cells = new ArrayList<>(columns.size());
    for (Column column : columns) {
      cells.add(isDelete && !column.inPrimaryKey() ? Row.UNSET : column.encode(entry, protocol));
    }
    return new Row(entry, this, cells, timestamp(entry), isDelete ? 0 : ttl(entry), isDelete);
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
    FieldSource source = config.mapping().timestamp().orElse(null);
    if (source != null && !isGone(source, entry)) {
      return config.timestampUnit().toMicros(number("__timestamp", source, entry));
    }
    // The record's own time, so that a record delivered again writes what it wrote before.
    return entry.timestamp() == null ? null : TimeUnit.MILLISECONDS.toMicros(entry.timestamp());
  }

  /** A record without a value deletes a row, and has no field to state the time by. */
  private boolean isGone(FieldSource source, SinkRecord entry) {
    return deletes() && entry.value() == null && source.isNull(entry);
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
    List<String> misfits = new ArrayList<>();
    config
        .mapping()
        .columns()
        .forEach(
            (name, source) ->
                table
                    .getColumn(name)
                    .ifPresentOrElse(
                        column -> add(mapped, table, column, source, misfits),
                        () -> misfits.add("has no column " + name.asCql(true))));
    table.getPrimaryKey().stream()
        .map(ColumnMetadata::getName)
        .filter(name -> !config.mapping().columns().containsKey(name))
        .forEach(
            name -> misfits.add("has primary key column " + name.asCql(true) + ", not mapped"));
    if (!misfits.isEmpty()) {
      String all = String.join("; ", misfits);
      throw new TableMismatchException(
          config.mappingKey(),
          "Table %s %s: change the table, or %s"
              .formatted(config.name(), all, config.mappingKey()));
    }
    return List.copyOf(mapped);
  }

  private void add(
      List<Column> mapped,
      TableMetadata table,
      ColumnMetadata column,
      FieldSource source,
      List<String> misfits) {
    try {
      boolean inPrimaryKey = table.getPrimaryKey().contains(column);
      mapped.add(Column.of(column, source, inPrimaryKey, config.nullToUnset()));
    } catch (DataException e) {
      misfits.add("has column " + column.getName().asCql(true) + ": " + e.getMessage());
    }
  }

  private List<Integer> positions(List<ColumnMetadata> key) {
    List<CqlIdentifier> mapped = List.copyOf(config.mapping().columns().keySet());
    return key.stream().map(column -> mapped.indexOf(column.getName())).toList();
  }
}
