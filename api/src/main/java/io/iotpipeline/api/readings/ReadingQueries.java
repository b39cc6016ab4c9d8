package io.iotpipeline.api.readings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Cursor;
import io.iotpipeline.api.answer.Page;
import io.iotpipeline.api.answer.Parameters;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.api.answer.TimeRange;
import io.iotpipeline.schemas.UtcHour;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/**
 * Readings of a sensor, from Cassandra. A partition of the table is a day of a sensor, or an hour
 * of it, so days are read one after the other.
 */
public final class ReadingQueries {

  public static final Set<String> PARAMETERS =
      Set.of("metric", "from", "to", "order", "limit", "cursor");

  private static final String CURSOR = "readings";
  private static final Duration DEFAULT_RANGE = Duration.ofHours(1);
  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  /** A request reads so many days; then its page ends, full or not. */
  private static final int MAX_DAYS = 60;

  /** A request looks at so many readings for those with the metric. */
  private static final int MAX_SCANNED = 20_000;

  /** Rows that are read at a time; each may have 64 KiB. */
  private static final int BATCH = 200;

  private final SensorTables tables;
  private final Clock clock;

  public ReadingQueries(SensorTables tables, Clock clock) {
    this.tables = tables;
    this.clock = clock;
  }

  public CompletionStage<Page> page(String sensorId, Parameters parameters) {
    Optional<String> metric = parameters.text("metric");
    boolean ascending =
        parameters.oneOf("order", Set.of("asc", "desc")).orElse("asc").equals("asc");
    TimeRange range = parameters.range(clock.instant(), to -> to.minus(DEFAULT_RANGE));
    Scan scan =
        new Scan(
            sensorId,
            metric.orElse(null),
            range,
            ascending,
            parameters.limit(),
            parameters.cursor(CURSOR, 2));
    return scan.isEmpty()
        ? CompletableFuture.completedFuture(Page.of(List.of(), null))
        : scan.run();
  }

  /**
   * One request. Where it is, is a time, and the last reading of just that time that is done: first
   * the rest of that time is read, then what comes after it.
   */
  private final class Scan {
    private final String sensorId;
    private final String metric;
    private final TimeRange range;
    private final boolean ascending;
    private final int limit;
    private final List<ObjectNode> items = new ArrayList<>();
    private long timeMs;
    private UUID done;
    private int days = 1;
    private int scanned;
    private long bytes;

    Scan(
        String sensorId,
        String metric,
        TimeRange range,
        boolean ascending,
        int limit,
        Optional<Cursor> cursor) {
      this.sensorId = sensorId;
      this.metric = metric;
      this.range = range;
      this.ascending = ascending;
      this.limit = limit;
      this.timeMs = ascending ? range.fromMs() : range.toMs() - 1;
      cursor.ifPresent(
          each -> {
            timeMs = each.number(0);
            done = each.part(1).isEmpty() ? null : id(each.part(1));
            if (!range.contains(timeMs)) {
              throw ProblemException.badRequest("cursor is of another range of time");
            }
          });
    }

    boolean isEmpty() {
      return range.fromMs() >= range.toMs();
    }

    CompletionStage<Page> run() {
      int missing = limit - items.size() + 1;
      int batch = metric == null ? Math.min(missing, BATCH) : BATCH;
      return done == null ? readOn(batch) : readTime(batch);
    }

    /** What is left of the time of the last reading. */
    private CompletionStage<Page> readTime(int batch) {
      return tables
          .readingsOf(
              sensorId,
              day(),
              hoursOf(new TimeRange(timeMs, timeMs + 1)),
              timeMs,
              done,
              ascending,
              batch)
          .thenCompose(
              rows -> {
                if (!take(rows)) {
                  return CompletableFuture.completedFuture(page());
                }
                return rows.size() < batch ? goOnAt(timeMs + (ascending ? 1 : -1)) : run();
              });
    }

    /** What is left of the day. */
    private CompletionStage<Page> readOn(int batch) {
      long dayStart = Math.floorDiv(timeMs, DAY_MS) * DAY_MS;
      TimeRange rest =
          ascending
              ? new TimeRange(timeMs, Math.min(range.toMs(), dayStart + DAY_MS))
              : new TimeRange(Math.max(range.fromMs(), dayStart), timeMs + 1);
      return tables
          .readings(sensorId, day(), hoursOf(rest), rest, ascending, batch)
          .thenCompose(
              rows -> {
                if (!take(rows)) {
                  return CompletableFuture.completedFuture(page());
                }
                if (rows.size() == batch) {
                  return run();
                }
                days++;
                return goOnAt(ascending ? dayStart + DAY_MS : dayStart - 1);
              });
    }

    private LocalDate day() {
      return LocalDate.ofEpochDay(Math.floorDiv(timeMs, DAY_MS));
    }

    private CompletionStage<Page> goOnAt(long nextTimeMs) {
      if (!range.contains(nextTimeMs)) {
        return CompletableFuture.completedFuture(Page.of(items, null));
      }
      timeMs = nextTimeMs;
      done = null;
      return days > MAX_DAYS ? CompletableFuture.completedFuture(page()) : run();
    }

    /** Returns whether all have found a place in the page. */
    private boolean take(List<Reading> rows) {
      for (Reading row : rows) {
        if (items.size() == limit || scanned == MAX_SCANNED || bytes >= Page.MAX_BYTES) {
          return false;
        }
        scanned++;
        done = row.eventId();
        timeMs = row.timeMs();
        if (metric == null || row.measurements().containsKey(metric)) {
          items.add(row.json(metric));
          bytes += row.jsonBytes(metric);
        }
      }
      return true;
    }

    private Page page() {
      return Page.of(items, Cursor.of(CURSOR, timeMs, done == null ? "" : done).toString());
    }
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("cursor is none of this list");
    }
  }

  /**
   * Values of the partition key: 0 with a partition a day, those of the hours with a partition an
   * hour. Which of both a day has, is not known.
   */
  static List<Integer> hoursOf(TimeRange range) {
    int first = hourOfDay(range.fromMs());
    int last = hourOfDay(range.toMs() - 1);
    return IntStream.concat(IntStream.of(0), IntStream.rangeClosed(Math.max(1, first), last))
        .boxed()
        .toList();
  }

  private static int hourOfDay(long timeMs) {
    return Math.floorMod(Math.floorDiv(timeMs, UtcHour.MILLIS), 24);
  }
}
