package io.iotpipeline.streamsapp.http;

import io.iotpipeline.streamsapp.metrics.Restoring;
import java.util.List;

/**
 * How the instance is.
 *
 * @param state that of Kafka Streams; STARTING before there is one
 * @param live whether it works at all: else only a new start helps
 * @param ready whether it processes everything that is assigned to it
 * @param restoring stores that are still read back from Kafka
 */
public record HealthReport(
    String state,
    boolean live,
    boolean ready,
    List<StreamThread> threads,
    List<Restoring> restoring) {

  public HealthReport {
    threads = List.copyOf(threads);
    restoring = List.copyOf(restoring);
  }

  /** One of Kafka Streams' threads. */
  public record StreamThread(String name, String state, int activeTasks, int standbyTasks) {}
}
