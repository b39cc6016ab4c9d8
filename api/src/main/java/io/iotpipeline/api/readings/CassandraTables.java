package io.iotpipeline.api.readings;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.api.answer.TimeRange;
import io.iotpipeline.schemas.SensorAlert;
import io.iotpipeline.schemas.UtcHour;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Reads the tables with prepared statements. */
public final class CassandraTables implements SensorTables {

  private static final String READINGS =
      "SELECT event_time, event_id, measurements FROM iot.sensor_events WHERE sensor_id = ?"
          + " AND day = ? AND hour IN ? AND %2$s"
          + " ORDER BY event_time %1$s, event_id %1$s LIMIT ?";

  private static final String OF_RANGE = "event_time >= ? AND event_time < ?";
  private static final String ASCENDING = READINGS.formatted("ASC", OF_RANGE);
  private static final String DESCENDING = READINGS.formatted("DESC", OF_RANGE);
  private static final String AFTER = READINGS.formatted("ASC", "event_time = ? AND event_id > ?");
  private static final String BEFORE =
      READINGS.formatted("DESC", "event_time = ? AND event_id < ?");

  private static final String HOURS =
      "SELECT "
          + HourRow.COLUMNS
          + " FROM iot.hourly_aggregates WHERE sensor_id = ? AND metric = ?"
          + " AND window_start >= ? AND window_start < ? ORDER BY window_start %s LIMIT ?";

  private static final String OLDEST_HOURS = HOURS.formatted("ASC");

  /** In the order of the table, in which Cassandra reads faster. */
  private static final String NEWEST_HOURS = HOURS.formatted("DESC");

  private static final String ALERTS =
      "SELECT event_time, event_id, metric, kind, severity, observed, expected, score, detail"
          + " FROM iot.sensor_alerts WHERE sensor_id = ? AND event_time >= ? AND event_time < ?"
          + " LIMIT ?";

  private final CassandraConnection connection;
  private final Map<String, CompletionStage<PreparedStatement>> prepared =
      new ConcurrentHashMap<>();

  public CassandraTables(CassandraConnection connection) {
    this.connection = connection;
  }

  @Override
  public CompletionStage<List<Reading>> readings(
      String sensorId,
      LocalDate day,
      List<Integer> hours,
      TimeRange range,
      boolean ascending,
      int limit) {
    return rows(
        ascending ? ASCENDING : DESCENDING,
        CassandraTables::reading,
        sensorId,
        day,
        hours,
        Instant.ofEpochMilli(range.fromMs()),
        Instant.ofEpochMilli(range.toMs()),
        limit);
  }

  @Override
  public CompletionStage<List<Reading>> readingsOf(
      String sensorId,
      LocalDate day,
      List<Integer> hours,
      long timeMs,
      UUID after,
      boolean ascending,
      int limit) {
    return rows(
        ascending ? AFTER : BEFORE,
        CassandraTables::reading,
        sensorId,
        day,
        hours,
        Instant.ofEpochMilli(timeMs),
        after,
        limit);
  }

  private static Reading reading(Row row) {
    return new Reading(
        millis(row, "event_time"),
        row.getUuid("event_id"),
        row.getMap("measurements", String.class, Double.class));
  }

  @Override
  public CompletionStage<List<Hour>> hours(
      String sensorId, String metric, TimeRange range, int limit) {
    boolean hasAll = (range.toMs() - range.fromMs()) / UtcHour.MILLIS < limit;
    return rows(
            hasAll ? NEWEST_HOURS : OLDEST_HOURS,
            row -> HourRow.read(metric, row),
            sensorId,
            metric,
            Instant.ofEpochMilli(range.fromMs()),
            Instant.ofEpochMilli(range.toMs()),
            limit)
        .thenApply(hours -> hasAll ? reversed(hours) : hours);
  }

  private static List<Hour> reversed(List<Hour> hours) {
    Collections.reverse(hours);
    return hours;
  }

  @Override
  public CompletionStage<List<SensorAlert>> alerts(String sensorId, TimeRange range, int limit) {
    return rows(
        ALERTS,
        row ->
            new SensorAlert(
                sensorId,
                row.getInstant("event_time"),
                String.valueOf(row.getUuid("event_id")),
                text(row, "metric"),
                text(row, "kind"),
                text(row, "severity"),
                row.getDouble("observed"),
                row.getDouble("expected"),
                row.getDouble("score"),
                text(row, "detail")),
        sensorId,
        Instant.ofEpochMilli(range.fromMs()),
        Instant.ofEpochMilli(range.toMs()),
        limit);
  }

  private static long millis(Row row, String column) {
    return row.getInstant(column).toEpochMilli();
  }

  private static String text(Row row, String column) {
    String text = row.getString(column);
    return text == null ? "" : text;
  }

  private <T> CompletionStage<List<T>> rows(String cql, Function<Row, T> mapper, Object... values) {
    try {
      CqlSession session = connection.session();
      return prepared(session, cql)
          .thenCompose(
              statement ->
                  session.executeAsync(
                      statement
                          .bind(values)
                          .setIdempotent(true)
                          // All rows at once: the limits are small, and Cassandra orders the rows
                          // of several partitions only without paging.
                          .setExecutionProfile(
                              session
                                  .getContext()
                                  .getConfig()
                                  .getDefaultProfile()
                                  .withInt(DefaultDriverOption.REQUEST_PAGE_SIZE, 0))))
          .<List<T>>thenApply(
              result -> {
                List<T> rows = new ArrayList<>();
                result.currentPage().forEach(row -> rows.add(mapper.apply(row)));
                return rows;
              })
          .exceptionallyCompose(failure -> CompletableFuture.failedFuture(problem(failure)));
    } catch (ProblemException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** A statement that could not be prepared is prepared again the next time. */
  private CompletionStage<PreparedStatement> prepared(CqlSession session, String cql) {
    CompletionStage<PreparedStatement> known = prepared.get(cql);
    if (known != null && !known.toCompletableFuture().isCompletedExceptionally()) {
      return known;
    }
    CompletionStage<PreparedStatement> statement = session.prepareAsync(cql);
    prepared.put(cql, statement);
    return statement;
  }

  private static Throwable problem(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof DriverTimeoutException || cause instanceof ReadTimeoutException) {
      return ProblemException.timeout("Cassandra did not answer in time; ask again, or for less");
    }
    if (cause instanceof RequestThrottlingException) {
      return ProblemException.unavailable("too many reads of Cassandra; ask again later");
    }
    if (cause instanceof QueryValidationException) {
      return ProblemException.unavailable(
          "Cassandra refuses to read: %s; ./pipeline up creates tables and rights"
              .formatted(cause.getMessage()));
    }
    return cause instanceof DriverException
        ? ProblemException.unavailable("Cassandra does not answer; ask again later")
        : cause;
  }
}
