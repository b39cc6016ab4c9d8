package io.iotpipeline.admin.kafka;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.BootstrapConfiguration;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.AbortedTransaction;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.LogContext;

/**
 * Reads the committed batches of a partition without decompressing them. So it reads what no
 * consumer can hold: a batch of a few hundred kilobytes may have a record of gigabytes.
 *
 * <p>It uses internal classes of Kafka's clients, because no public one returns batches.
 */
public final class BatchReader implements AutoCloseable {

  private static final int TIMEOUT_MS = 30_000;

  /** The end of a partition is the end of the reading: there is nothing to wait for. */
  private static final int MAX_WAIT_MS = 0;

  private static final int MAX_BYTES = 1024 * 1024;
  private static final int CONNECTION_BUFFER_BYTES = 64 * 1024;

  private final Admin admin;
  private final Metrics metrics = new Metrics();
  private final NetworkClient network;
  private final Map<String, TopicDescription> topics = new HashMap<>();

  public BatchReader(Pipeline pipeline) {
    admin = KafkaClients.admin(pipeline);
    AdminClientConfig config = new AdminClientConfig(pipeline.kafkaSettings(Map.of()));
    LogContext log = new LogContext();
    Selector selector =
        new Selector(
            TIMEOUT_MS,
            metrics,
            Time.SYSTEM,
            "batch-reader",
            ClientUtils.createChannelBuilder(config, Time.SYSTEM, log),
            log);
    network =
        new NetworkClient(
            selector,
            new ManualMetadataUpdater(),
            "batch-reader",
            1,
            0,
            0,
            CONNECTION_BUFFER_BYTES,
            CONNECTION_BUFFER_BYTES,
            TIMEOUT_MS,
            TIMEOUT_MS,
            TIMEOUT_MS,
            Time.SYSTEM,
            true,
            new ApiVersions(),
            log,
            MetadataRecoveryStrategy.NONE,
            BootstrapConfiguration.DISABLED,
            false);
  }

  /**
   * Reads the batches that have records from an offset on, up to the last stable offset of the
   * first answer. A batch may begin before the offset.
   *
   * @param sink receives a batch and returns whether to continue
   * @throws PipelineException if the broker does not answer or refuses
   */
  public void read(TopicPartition partition, long from, Predicate<DefaultRecordBatch> sink) {
    long end = Long.MAX_VALUE;
    for (long offset = from; offset < end; ) {
      FetchResponseData.PartitionData data = fetch(partition, offset);
      end = Math.min(end, data.lastStableOffset());
      PriorityQueue<AbortedTransaction> aborted = abortedTransactions(data);
      Set<Long> abortedProducers = new HashSet<>();
      long next = offset;
      for (RecordBatch batch : FetchResponse.recordsOrFail(data).batches()) {
        if (batch.lastOffset() < offset) {
          continue;
        }
        next = batch.nextOffset();
        if (isCommitted(batch, aborted, abortedProducers)
            && !sink.test((DefaultRecordBatch) batch)) {
          return;
        }
      }
      if (next == offset) {
        return; // Nothing more is stable.
      }
      offset = next;
    }
  }

  /** Whether the partition has a committed record at {@code offset} or after it. */
  public boolean hasRecordsFrom(TopicPartition partition, long offset) {
    boolean[] found = {false};
    read(
        partition,
        offset,
        batch -> {
          found[0] = true;
          return false;
        });
    return found[0];
  }

  private static boolean isCommitted(
      RecordBatch batch, PriorityQueue<AbortedTransaction> aborted, Set<Long> abortedProducers) {
    while (!aborted.isEmpty() && aborted.peek().firstOffset() <= batch.lastOffset()) {
      abortedProducers.add(aborted.poll().producerId());
    }
    if (batch.isControlBatch()) {
      // A marker ends the transaction of its producer, whether it commits or aborts.
      abortedProducers.remove(batch.producerId());
      return false;
    }
    return !batch.isTransactional() || !abortedProducers.contains(batch.producerId());
  }

  private static PriorityQueue<AbortedTransaction> abortedTransactions(
      FetchResponseData.PartitionData data) {
    PriorityQueue<AbortedTransaction> aborted =
        new PriorityQueue<>((a, b) -> Long.compare(a.firstOffset(), b.firstOffset()));
    if (data.abortedTransactions() != null) {
      aborted.addAll(data.abortedTransactions());
    }
    return aborted;
  }

  private FetchResponseData.PartitionData fetch(TopicPartition partition, long offset) {
    TopicDescription topic = topics.computeIfAbsent(partition.topic(), this::describe);
    FetchRequest.Builder request =
        FetchRequest.Builder.forConsumer(
                ApiKeys.FETCH.latestVersion(),
                MAX_WAIT_MS,
                1,
                Map.of(
                    partition,
                    new FetchRequest.PartitionData(
                        topic.topicId(), offset, -1, MAX_BYTES, Optional.empty())))
            .isolationLevel(IsolationLevel.READ_COMMITTED);
    Node leader = topic.partitions().get(partition.partition()).leader();
    try {
      if (!NetworkClientUtils.awaitReady(network, leader, Time.SYSTEM, TIMEOUT_MS)) {
        throw new IOException("no connection within " + TIMEOUT_MS + " ms");
      }
      ClientResponse response =
          NetworkClientUtils.sendAndReceive(
              network,
              network.newClientRequest(
                  leader.idString(), request, Time.SYSTEM.milliseconds(), true),
              Time.SYSTEM);
      FetchResponse body = (FetchResponse) response.responseBody();
      FetchResponseData.PartitionData data =
          body.responseData(
                  Map.of(topic.topicId(), partition.topic()), response.requestHeader().apiVersion())
              .get(partition);
      Errors.forCode(body.data().errorCode()).maybeThrow();
      Errors.forCode(data.errorCode()).maybeThrow();
      return data;
    } catch (IOException | RuntimeException e) {
      throw new PipelineException(
          "Cannot read " + partition + " from " + leader + ": " + e.getMessage(), e);
    }
  }

  private TopicDescription describe(String topic) {
    try {
      return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
    } catch (ExecutionException e) {
      throw new PipelineException(
          "Cannot describe topic " + topic + ": " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipelineException("interrupted while describing topic " + topic, e);
    }
  }

  @Override
  public void close() {
    network.close();
    metrics.close();
    admin.close();
  }
}
