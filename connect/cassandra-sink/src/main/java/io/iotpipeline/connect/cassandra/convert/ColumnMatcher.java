package io.iotpipeline.connect.cassandra.convert;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import io.iotpipeline.connect.cassandra.config.TableConfig;
import io.iotpipeline.connect.cassandra.mapping.FieldSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;

/**
 * Matches a mapping with the columns of its table, or with the variables of its query. Collects all
 * mismatches before it reports them.
 */
final class ColumnMatcher {

  private final TableConfig config;
  private final Map<CqlIdentifier, FieldSource> mapped;
  private final List<Column> columns = new ArrayList<>();
  private final List<String> mismatches = new ArrayList<>();

  ColumnMatcher(TableConfig config) {
    this.config = config;
    this.mapped = config.mapping().columns();
  }

  /**
   * @return the mapped columns, in the order of the mapping
   * @throws TableMismatchException if a mapped column does not exist or cannot be written, or a
   *     column of the primary key is not mapped
   */
  List<Column> match(TableMetadata table) {
    mapped.forEach(
        (name, source) -> {
          ColumnMetadata column = table.getColumn(name).orElse(null);
          if (column == null) {
            mismatches.add("has no column " + name.asCql(true));
          } else {
            boolean inPrimaryKey = table.getPrimaryKey().contains(column);
            add("column", name, column.getType(), source, inPrimaryKey);
          }
        });
    for (ColumnMetadata column : table.getPrimaryKey()) {
      if (!mapped.containsKey(column.getName())) {
        mismatches.add("has primary key column " + column.getName().asCql(true) + ", not mapped");
      }
    }
    return result("Table " + config.name(), "the table");
  }

  /**
   * @return the variables of a query, in its order
   * @throws TableMismatchException if a variable is not mapped or cannot be written, or the mapping
   *     names none
   */
  List<Column> match(ColumnDefinitions variables) {
    for (ColumnDefinition variable : variables) {
      FieldSource source = mapped.get(variable.getName());
      if (source == null) {
        mismatches.add("has variable " + variable.getName().asCql(true) + ", not mapped");
      } else {
        add("variable", variable.getName(), variable.getType(), source, false);
      }
    }
    for (CqlIdentifier name : mapped.keySet()) {
      if (!variables.contains(name)) {
        mismatches.add("has no variable " + name.asCql(true));
      }
    }
    return result("The query of table " + config.name(), config.queryKey());
  }

  private void add(
      String kind, CqlIdentifier name, DataType type, FieldSource source, boolean inPrimaryKey) {
    try {
      columns.add(Column.of(name, type, source, inPrimaryKey, config));
    } catch (DataException e) {
      mismatches.add("has " + kind + " " + name.asCql(true) + ": " + e.getMessage());
    }
  }

  private List<Column> result(String subject, String changeable) {
    if (!mismatches.isEmpty()) {
      throw new TableMismatchException(
          config.mappingKey(),
          "%s %s. Change %s, or %s"
              .formatted(subject, String.join("; ", mismatches), changeable, config.mappingKey()));
    }
    return List.copyOf(columns);
  }
}
