package io.iotpipeline.admin.setup;

import io.iotpipeline.admin.cluster.ConnectApi;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.admin.kafka.BatchReader;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.admin.kafka.TopicReader;
import io.iotpipeline.admin.kafka.UnreadRecords;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until a connector and its tasks run, and restarts once what has FAILED. A task that cannot
 * work is RUNNING until it has read its first records. So a connector that was just changed or
 * restarted counts as running when it has committed records of each partition that had unread ones;
 * if it commits nothing for a while, because it waits for a server, its state decides.
 */
final class ConnectorStart {

  private final ConnectApi connect;
  private final String name;
  private final Supplier<Map<TopicPartition, Long>> unread;
  private Duration timeout = Duration.ofSeconds(90);
  private Duration restartTimeout = Duration.ofSeconds(5);
  private Duration commitTimeout = Duration.ofSeconds(20);

  /**
   * @param unread partitions with records that the connector has not read, and its offset in each
   */
  ConnectorStart(ConnectApi connect, String name, Supplier<Map<TopicPartition, Long>> unread) {
    this.connect = connect;
    this.name = name;
    this.unread = unread;
  }

  /**
   * Of a connector of the pipeline.
   *
   * @param topics that it reads, separated by commas
   */
  static ConnectorStart of(Pipeline pipeline, String name, String topics) {
    return new ConnectorStart(
        new ConnectApi(pipeline), name, () -> unread(pipeline, "connect-" + name, topics));
  }

  private static Map<TopicPartition, Long> unread(Pipeline pipeline, String group, String topics) {
    try (Admin admin = KafkaClients.admin(pipeline);
        TopicReader reader = new TopicReader(pipeline);
        BatchReader batches = new BatchReader(pipeline)) {
      UnreadRecords unread = new UnreadRecords(admin, reader, batches);
      return Stream.of(topics.split(","))
          .map(String::strip)
          .filter(topic -> !topic.isEmpty())
          .flatMap(topic -> unread.of(group, topic).entrySet().stream())
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
  }

  ConnectorStart withTimeouts(Duration start, Duration restart, Duration commit) {
    timeout = start;
    restartTimeout = restart;
    commitTimeout = commit;
    return this;
  }

  /**
   * @param changed whether the connector has just been created or changed
   * @return the state for people: RUNNING, and why it was restarted
   * @throws PipelineException if the connector does not run; the message says why in one line
   */
  String await(boolean changed) throws IOException {
    Map<TopicPartition, Long> before = changed ? unread.get() : Map.of();
    ConnectApi.Status status = awaitDecision();
    if (changed) {
      status = awaitCommit(before);
    }
    if (!status.failed()) {
      return name + " RUNNING";
    }
    String cause = status.error();
    before = unread.get();
    restart();
    awaitRestart();
    status = awaitCommit(before);
    if (status.failed()) {
      throw new PipelineException(
          "Connector %s failed again after a restart: %s".formatted(name, status.error()));
    }
    return "%s RUNNING (restarted; it had failed: %s)".formatted(name, cause);
  }

  /** Waits until the connector runs or has failed. */
  private ConnectApi.Status awaitDecision() throws IOException {
    ConnectApi.Status[] last = new ConnectApi.Status[1];
    Poller.waitFor("connector " + name + " to run", timeout)
        .withHint(() -> "; see ./pipeline logs connect")
        .await(
            () -> {
              last[0] = connect.status(name);
              requireNotStopped(last[0]);
              return last[0].failed() || last[0].allRunning()
                  ? Optional.empty()
                  : Optional.of(last[0].summary());
            });
    return last[0];
  }

  private void requireNotStopped(ConnectApi.Status status) {
    if (status.state().equals("PAUSED") || status.state().equals("STOPPED")) {
      throw new PipelineException(
          "Connector %s is %s; PUT /connectors/%s/resume of the worker lets it run"
              .formatted(name, status.state(), name));
    }
  }

  private void restart() throws IOException {
    Poller.waitFor("Connect to restart connector " + name, timeout)
        .await(
            () -> {
              HttpResponse<String> response = connect.restartFailed(name);
              int status = response.statusCode();
              if (status < 400) {
                return Optional.empty();
              }
              String answer = "status %d: %s".formatted(status, response.body());
              // A worker answers 409 while its group rebalances.
              if (status == HttpURLConnection.HTTP_CONFLICT) {
                return Optional.of(answer);
              }
              throw new PipelineException(
                  "Connect does not restart connector " + name + ": " + answer);
            });
  }

  /**
   * The worker shows the old state for a moment. A task that has failed again looks the same, so
   * what is still FAILED after this wait has failed again.
   */
  private void awaitRestart() throws IOException {
    Poller.waitFor("connector " + name + " to restart", restartTimeout)
        .tryAwait(
            () -> {
              ConnectApi.Status status = connect.status(name);
              return status.failed() ? Optional.of(status.summary()) : Optional.empty();
            });
  }

  /** Waits until the connector has committed records or failed, or commits nothing for a while. */
  private ConnectApi.Status awaitCommit(Map<TopicPartition, Long> before) throws IOException {
    Poller.waitFor("connector " + name + " to commit records", commitTimeout)
        .tryAwait(
            () -> {
              ConnectApi.Status status = connect.status(name);
              return status.failed() || (status.allRunning() && hasProgressed(before))
                  ? Optional.empty()
                  : Optional.of(status.summary());
            });
    return awaitDecision();
  }

  private boolean hasProgressed(Map<TopicPartition, Long> before) {
    if (before.isEmpty()) {
      return true;
    }
    Map<TopicPartition, Long> now = unread.get();
    return before.entrySet().stream()
        .allMatch(
            partition ->
                now.getOrDefault(partition.getKey(), Long.MAX_VALUE) > partition.getValue());
  }
}
