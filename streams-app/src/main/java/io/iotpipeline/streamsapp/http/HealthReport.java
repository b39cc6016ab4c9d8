package io.iotpipeline.streamsapp.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.iotpipeline.streamsapp.metrics.RestoringStore;
import java.util.List;

/**
 * The health of the instance.
 *
 * @param state the state of Kafka Streams; STARTING until it is created
 * @param live false if only a restart helps
 * @param ready whether it processes all its partitions, and its threads do not keep failing
 * @param threads the stream threads, by name
 * @param restoring stores that are being restored from their changelogs
 * @param threadFailures what stream threads failed with recently; null, and not in the JSON, if
 *     none did
 */
public record HealthReport(
    String state,
    boolean live,
    boolean ready,
    List<StreamThread> threads,
    List<RestoringStore> restoring,
    @JsonInclude(JsonInclude.Include.NON_NULL) ThreadFailures threadFailures) {

  public HealthReport {
    threads = List.copyOf(threads);
    restoring = List.copyOf(restoring);
  }

  /** Without a failure of a thread. */
  public HealthReport(
      String state,
      boolean live,
      boolean ready,
      List<StreamThread> threads,
      List<RestoringStore> restoring) {
    this(state, live, ready, threads, restoring, null);
  }

  /**
   * The failures of stream threads in the last minutes.
   *
   * @param last time of the last one, ISO-8601 in UTC
   * @param error its root cause in one line
   */
  public record ThreadFailures(int count, String last, String error) {}

  /** A stream thread. */
  public record StreamThread(String name, String state, int activeTasks, int standbyTasks) {}
}
