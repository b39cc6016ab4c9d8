package io.iotpipeline.api.readings;

import io.iotpipeline.api.answer.TimeRange;
import io.iotpipeline.schemas.SensorAlert;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Tables in memory, which answer as Cassandra's do. */
public final class FakeTables implements SensorTables {

  public final List<Reading> readings = new ArrayList<>();
  public final List<Hour> hours = new ArrayList<>();
  public final List<SensorAlert> alerts = new ArrayList<>();
  public volatile RuntimeException failure;

  /** Runs when a table is read. */
  Runnable asked = () -> {};

  /** The answers wait for it. */
  CompletableFuture<?> answering = CompletableFuture.completedFuture(null);

  int queries;
  int largestLimit;

  private <T> CompletionStage<List<T>> answer(List<T> rows) {
    queries++;
    asked.run();
    return failure == null
        ? answering.thenApply(ignored -> rows)
        : CompletableFuture.failedFuture(failure);
  }

  @Override
  public CompletionStage<List<Reading>> readings(
      String sensorId,
      LocalDate day,
      List<Integer> keys,
      TimeRange range,
      boolean ascending,
      int limit) {
    return ordered(day, each -> range.contains(each.timeMs()), ascending, limit);
  }

  @Override
  public CompletionStage<List<Reading>> readingsOf(
      String sensorId,
      LocalDate day,
      List<Integer> keys,
      long timeMs,
      UUID after,
      boolean ascending,
      int limit) {
    return ordered(
        day,
        each ->
            each.timeMs() == timeMs
                && Integer.signum(each.eventId().compareTo(after)) == (ascending ? 1 : -1),
        ascending,
        limit);
  }

  private CompletionStage<List<Reading>> ordered(
      LocalDate day, Predicate<Reading> filter, boolean ascending, int limit) {
    Comparator<Reading> order =
        Comparator.comparingLong(Reading::timeMs).thenComparing(Reading::eventId);
    largestLimit = Math.max(largestLimit, limit);
    return answer(
        readings.stream()
            .filter(each -> Math.floorDiv(each.timeMs(), 86_400_000L) == day.toEpochDay())
            .filter(filter)
            .sorted(ascending ? order : order.reversed())
            .limit(limit)
            .toList());
  }

  @Override
  public CompletionStage<List<Hour>> hours(
      String sensorId, String metric, TimeRange range, int limit) {
    return answer(
        hours.stream()
            .filter(each -> each.metric().equals(metric) && range.contains(each.startMs()))
            .sorted(Comparator.comparingLong(Hour::startMs))
            .limit(limit)
            .toList());
  }

  @Override
  public CompletionStage<List<SensorAlert>> alerts(String sensorId, TimeRange range, int limit) {
    return answer(
        alerts.stream()
            .filter(each -> each.getSensorId().equals(sensorId))
            .filter(each -> range.contains(each.getEventTime().toEpochMilli()))
            .sorted(Comparator.comparing(SensorAlert::getEventTime).reversed())
            .limit(limit)
            .toList());
  }
}
