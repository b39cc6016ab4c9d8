package io.iotpipeline.integration.monitoring;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The CQL of the dashboard, asked as Grafana's plugin does: with its variables put into the text.
 */
public final class SensorDashboard {

  /** Of those that the plugin knows, the types that our tables have; it fails on a map. */
  private static final Set<DataType> OF_THE_PLUGIN =
      Set.of(
          DataTypes.TEXT,
          DataTypes.DOUBLE,
          DataTypes.BIGINT,
          DataTypes.BOOLEAN,
          DataTypes.TIMESTAMP);

  private final Monitoring monitoring;
  private final CqlSession session;
  private final Map<String, String> variables = new LinkedHashMap<>();

  /**
   * @param from the dashboard's range of time
   * @param to and its end
   */
  public SensorDashboard(
      Path root, CqlSession session, String sensor, String metric, Instant from, Instant to) {
    this.monitoring = new Monitoring(root);
    this.session = session;
    for (String name : List.of("${__from}", "$__timeFrom")) {
      variables.put(name, String.valueOf(from.toEpochMilli()));
    }
    for (String name : List.of("${__to}", "$__timeTo")) {
      variables.put(name, String.valueOf(to.toEpochMilli()));
    }
    variables.put("${sensor:sqlstring}", quoted(List.of(sensor)));
    variables.put("${metric:sqlstring}", quoted(List.of(metric)));
    variables.put("${day:sqlstring}", quoted(values("day")));
  }

  /** What a variable offers, each value once. */
  public List<String> values(String variable) {
    return execute(monitoring.variable(variable)).stream()
        .map(row -> row.getString(0))
        .distinct()
        .toList();
  }

  /**
   * @return the number of rows by panel
   * @throws AssertionError when a column is not what the plugin can take
   */
  public Map<String, Integer> rows() {
    return monitoring.cql().stream()
        .collect(Collectors.toMap(Monitoring.Query::where, query -> execute(query.text()).size()));
  }

  private List<Row> execute(String template) {
    String cql = template;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      cql = cql.replace(variable.getKey(), variable.getValue());
    }
    if (cql.contains("$")) {
      throw new AssertionError("a variable is unknown: " + cql);
    }
    ResultSet result = session.execute(cql);
    for (ColumnDefinition column : result.getColumnDefinitions()) {
      if (!OF_THE_PLUGIN.contains(column.getType())) {
        throw new AssertionError(column.getName() + " is a " + column.getType() + ": " + cql);
      }
    }
    return new ArrayList<>(result.all());
  }

  private static String quoted(List<String> values) {
    return values.stream()
        .map(value -> "'" + value.replace("'", "''") + "'")
        .collect(Collectors.joining(","));
  }
}
