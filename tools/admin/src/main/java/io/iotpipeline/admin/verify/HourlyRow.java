package io.iotpipeline.admin.verify;

import com.datastax.oss.driver.api.core.cql.Row;

/** The columns of a row of hourly_aggregates that can be recomputed. */
public record HourlyRow(
    long count,
    double sum,
    double min,
    double max,
    double mean,
    double stddev,
    double first,
    double last) {

  static HourlyRow of(Row row) {
    return new HourlyRow(
        row.getLong("count"),
        row.getDouble("sum"),
        row.getDouble("min"),
        row.getDouble("max"),
        row.getDouble("mean"),
        row.getDouble("stddev"),
        row.getDouble("first"),
        row.getDouble("last"));
  }
}
