package io.iotpipeline.admin.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.admin.cluster.TopicAccess;
import io.iotpipeline.admin.kafka.KafkaClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes rejected records back to their topic, together with their ledger entries, in transactions
 * of at most 1,000 records or about 8 MB.
 *
 * <p>All runs share one transactional id, so a run that begins fences any other run: what the other
 * run has committed is in the ledger, and its open transaction is aborted.
 */
public final class TransactionalTarget implements ReplayTarget {

  public static final String TRANSACTIONAL_ID = "iot-quarantine-replay";
  private static final int BATCH_RECORDS = 1000;
  private static final long BATCH_BYTES = 8L * 1024 * 1024;

  private final Producer<byte[], byte[]> producer;
  private final List<QuarantinedRecord> batch = new ArrayList<>();
  private long batchBytes;

  TransactionalTarget(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /** Connects to the broker and creates the topic of the ledger if it does not exist. */
  public static TransactionalTarget open(TopicAccess pipeline) {
    try (Admin admin = KafkaClients.admin(pipeline)) {
      ReplayLedger.create(admin);
    }
    Map<String, Object> config =
        Map.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            TRANSACTIONAL_ID,
            // The open transaction of a killed run blocks read_committed consumers for this time.
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            30_000,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.BATCH_SIZE_CONFIG,
            131_072,
            // Large enough that only the limit of the broker applies.
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            16 * 1024 * 1024);
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new TransactionalTarget(
        new KafkaProducer<>(pipeline.kafkaSettings(config), bytes, bytes));
  }

  @Override
  public void begin() {
    producer.initTransactions();
  }

  @Override
  public void add(QuarantinedRecord record) {
    batch.add(record);
    batchBytes += record.value() == null ? 0 : record.value().length;
    if (batch.size() >= BATCH_RECORDS || batchBytes >= BATCH_BYTES) {
      finish();
    }
  }

  @Override
  public void finish() {
    if (batch.isEmpty()) {
      return;
    }
    AtomicReference<SourceOffset> firstRejected = new AtomicReference<>();
    try {
      producer.beginTransaction();
      for (QuarantinedRecord record : batch) {
        var unused =
            producer.send(
                replayed(record),
                (metadata, failure) -> {
                  if (failure != null) {
                    firstRejected.compareAndSet(null, record.source());
                  }
                });
        var unusedToo = producer.send(ReplayLedger.entry(record.source()));
      }
      producer.commitTransaction();
    } catch (KafkaException e) {
      abort(e);
      throw new ReplayFailedException(e, firstRejected.get());
    }
    batch.clear();
    batchBytes = 0;
  }

  @Override
  public void close() {
    producer.close();
  }

  /** The record with the same key, value and headers, and one header more. */
  private static ProducerRecord<byte[], byte[]> replayed(QuarantinedRecord record) {
    RecordHeaders headers = new RecordHeaders(record.headers());
    headers.add(QuarantinedRecord.REPLAY_OF, record.source().toString().getBytes(UTF_8));
    return new ProducerRecord<>(
        record.source().topic(), null, record.key(), record.value(), headers);
  }

  private void abort(KafkaException because) {
    try {
      producer.abortTransaction();
    } catch (KafkaException e) {
      because.addSuppressed(e); // fenced, or the broker aborts it after the timeout
    }
  }
}
