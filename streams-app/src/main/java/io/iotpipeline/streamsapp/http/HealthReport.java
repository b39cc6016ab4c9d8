package io.iotpipeline.streamsapp.http;

import io.iotpipeline.streamsapp.metrics.RestoringStore;
import java.util.List;

/**
 * The health of the instance.
 *
 * @param state the state of Kafka Streams; STARTING until it is created
 * @param live false if only a restart helps
 * @param ready whether it processes all its partitions
 * @param threads the stream threads, by name
 * @param restoring stores that are being restored from their changelogs
 */
public record HealthReport(
    String state,
    boolean live,
    boolean ready,
    List<StreamThread> threads,
    List<RestoringStore> restoring) {

  public HealthReport {
    threads = List.copyOf(threads);
    restoring = List.copyOf(restoring);
  }

  /** A stream thread. */
  public record StreamThread(String name, String state, int activeTasks, int standbyTasks) {}
}
