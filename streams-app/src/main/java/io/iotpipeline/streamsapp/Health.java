package io.iotpipeline.streamsapp;

import io.iotpipeline.streamsapp.http.HealthReport;
import io.iotpipeline.streamsapp.http.HealthReport.StreamThread;
import io.iotpipeline.streamsapp.metrics.RestoreProgress;
import io.iotpipeline.streamsapp.metrics.RestoringStore;
import io.iotpipeline.streamsapp.query.KafkaStreamsHolder;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;

/**
 * The health of this instance. It is not ready while its stream threads keep failing, and not any
 * more once {@link #stopping} is called.
 */
final class Health {

  private static final String NOT_CREATED_YET = "STARTING";

  private final KafkaStreamsHolder streams;
  private final RestoreProgress restoreProgress;
  private final ThreadFailures failures;
  private volatile boolean stopping;

  Health(KafkaStreamsHolder streams, RestoreProgress restoreProgress, ThreadFailures failures) {
    this.streams = streams;
    this.restoreProgress = restoreProgress;
    this.failures = failures;
  }

  void stopping() {
    stopping = true;
  }

  HealthReport report() {
    return streams
        .get()
        .map(this::report)
        .orElseGet(() -> new HealthReport(NOT_CREATED_YET, true, false, List.of(), List.of()));
  }

  private HealthReport report(KafkaStreams running) {
    KafkaStreams.State state = running.state();
    List<RestoringStore> restoring = restoreProgress.restoring();
    return new HealthReport(
        state.name(),
        !state.hasCompletedShutdown(),
        state == KafkaStreams.State.RUNNING
            && restoring.isEmpty()
            && !failures.continuing()
            && !stopping,
        running.metadataForLocalThreads().stream()
            .map(Health::thread)
            .sorted(Comparator.comparing(StreamThread::name))
            .toList(),
        restoring,
        failures.report().orElse(null));
  }

  private static StreamThread thread(ThreadMetadata thread) {
    return new StreamThread(
        thread.threadName(),
        thread.threadState(),
        thread.activeTasks().size(),
        thread.standbyTasks().size());
  }
}
