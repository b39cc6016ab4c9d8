package io.iotpipeline.api.readings;

import com.fasterxml.jackson.databind.JsonNode;
import io.iotpipeline.api.answer.Cursor;
import io.iotpipeline.api.answer.Item;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.Page;
import io.iotpipeline.api.answer.Parameters;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.api.answer.TimeRange;
import io.iotpipeline.api.register.Sensor;
import io.iotpipeline.api.register.SensorRegister;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Hours of a sensor: closed ones from Cassandra, open ones from the state of the streams app. */
public final class HourlyQueries {

  public static final Set<String> PARAMETERS = Set.of("metric", "from", "to", "limit", "cursor");
  private static final String CURSOR = "hourly";
  private static final Duration DEFAULT_RANGE = Duration.ofDays(7);

  private final SensorTables tables;
  private final StreamsApps streamsApps;
  private final SensorRegister register;
  private final Clock clock;

  public HourlyQueries(
      SensorTables tables, StreamsApps streamsApps, SensorRegister register, Clock clock) {
    this.tables = tables;
    this.streamsApps = streamsApps;
    this.register = register;
    this.clock = clock;
  }

  /**
   * What the state has.
   *
   * @param live false: the streams app does not answer
   * @param known whether the sensor is in the state
   */
  private record State(boolean live, boolean known, List<Hour> hours) {

    List<Hour> of(String metric, TimeRange range) {
      return hours.stream()
          .filter(hour -> hour.metric().equals(metric) && range.contains(hour.startMs()))
          .toList();
    }
  }

  public CompletionStage<Page> page(String sensorId, Parameters parameters) {
    Optional<String> metric = parameters.text("metric");
    TimeRange range = parameters.range(clock.instant(), to -> to.minus(DEFAULT_RANGE));
    int limit = parameters.limit();
    Optional<Cursor> cursor = parameters.cursor(CURSOR, 2);
    // Not one after the other: each may have to wait for a processor.
    CompletableFuture<State> state = state(sensorId, metric, range);
    CompletableFuture<List<String>> metrics =
        metric
            .map(only -> CompletableFuture.completedFuture(List.of(only)))
            .orElseGet(() -> state.thenApply(known -> metricsOf(sensorId, known)));
    return metrics.thenCompose(
        names -> {
          List<String> rest =
              names.stream()
                  .filter(each -> cursor.isEmpty() || each.compareTo(cursor.get().part(0)) >= 0)
                  .toList();
          Progress progress = new Progress(sensorId, rest, range, limit, cursor, state);
          return collect(progress, 0).thenCombine(state, (ignored, known) -> progress.page(known));
        });
  }

  private CompletableFuture<State> state(
      String sensorId, Optional<String> metric, TimeRange range) {
    String what =
        "hourly?from=%s&to=%s%s"
            .formatted(
                Instant.ofEpochMilli(range.fromMs()),
                Instant.ofEpochMilli(range.toMs()),
                metric.map(name -> "&metric=" + StreamsApps.encode(name)).orElse(""));
    return streamsApps
        .ask(sensorId, what)
        .thenApply(
            found ->
                new State(
                    true, found.isPresent(), found.map(HourlyQueries::hours).orElse(List.of())))
        .exceptionally(failure -> new State(false, false, List.of()));
  }

  private static List<Hour> hours(JsonNode array) {
    List<Hour> hours = new ArrayList<>();
    array.forEach(each -> hours.add(Hour.of(each)));
    return hours;
  }

  private List<String> metricsOf(String sensorId, State state) {
    Optional<Sensor> sensor = register.find(sensorId);
    if (sensor.isEmpty() && !state.live()) {
      throw ProblemException.unavailable(
          "the streams app does not answer, and the register does not know the metrics of this"
              + " sensor; give metric, or ask again later");
    }
    if (sensor.isEmpty() && !state.known()) {
      throw ProblemException.notFound("no sensor with this id is known");
    }
    Set<String> metrics = new TreeSet<>();
    sensor.ifPresent(each -> metrics.addAll(each.metrics()));
    state.hours().forEach(hour -> metrics.add(hour.metric()));
    return List.copyOf(metrics);
  }

  /** A page that is being collected, metric after metric. */
  private final class Progress {
    final String sensorId;
    final List<String> metrics;
    final TimeRange range;
    final int limit;
    final Optional<Cursor> cursor;
    final CompletableFuture<State> state;
    final List<Item> items = new ArrayList<>();
    Cursor last;

    Progress(
        String sensorId,
        List<String> metrics,
        TimeRange range,
        int limit,
        Optional<Cursor> cursor,
        CompletableFuture<State> state) {
      this.sensorId = sensorId;
      this.metrics = metrics;
      this.range = range;
      this.limit = limit;
      this.cursor = cursor;
      this.state = state;
    }

    /** What is still to be read of a metric: after the cursor, if that is in it. */
    TimeRange rangeOf(String metric) {
      return cursor
          .filter(each -> each.part(0).equals(metric))
          .map(each -> new TimeRange(Math.max(range.fromMs(), each.number(1) + 1), range.toMs()))
          .orElse(range);
    }

    /** Returns whether the page is full. */
    boolean add(String metric, List<Hour> hours) {
      String unit = register.unit(sensorId, metric);
      List<Hour> fitting = hours.subList(0, Math.min(hours.size(), limit - items.size()));
      fitting.forEach(hour -> items.add(json -> hour.write(json, unit)));
      if (!fitting.isEmpty()) {
        last = Cursor.of(CURSOR, metric, fitting.get(fitting.size() - 1).startMs());
      }
      return fitting.size() < hours.size();
    }

    Page page(State known) {
      String next = last == null ? null : last.toString();
      return new Page(
          items, next, Json.object().put("open_hours", known.live() ? "live" : "stored"));
    }
  }

  private CompletionStage<Void> collect(Progress progress, int index) {
    if (index == progress.metrics.size()) {
      progress.last = null;
      return CompletableFuture.completedFuture(null);
    }
    String metric = progress.metrics.get(index);
    TimeRange range = progress.rangeOf(metric);
    int missing = progress.limit - progress.items.size() + 1;
    return tables
        .hours(progress.sensorId, metric, range, missing)
        .thenCombine(
            progress.state,
            (table, state) -> progress.add(metric, HourMerge.merge(table, state.of(metric, range))))
        .thenCompose(
            isFull ->
                isFull ? CompletableFuture.completedFuture(null) : collect(progress, index + 1));
  }
}
