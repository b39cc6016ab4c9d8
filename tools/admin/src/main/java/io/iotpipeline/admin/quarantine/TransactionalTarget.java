package io.iotpipeline.admin.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.admin.cluster.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts refused records back into the topic they came from, each together with its entry in the
 * ledger, in transactions of many records.
 *
 * <p>All runs share one transactional id, so a run that begins makes an end of any other: what that
 * one committed is in the ledger, and what it did not is undone.
 */
public final class TransactionalTarget implements ReplayTarget {

  private static final String TRANSACTIONAL_ID = "iot-quarantine-replay";
  private static final int BATCH_RECORDS = 1000;
  private static final long BATCH_BYTES = 8L * 1024 * 1024;

  private final Producer<byte[], byte[]> producer;
  private final List<QuarantinedRecord> batch = new ArrayList<>();
  private long batchBytes;

  TransactionalTarget(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /** A target on the stack's broker, with the ledger's topic made sure of. */
  public static TransactionalTarget open(Pipeline pipeline) {
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, pipeline.bootstrapServers()))) {
      ReplayLedger.create(admin);
    }
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            pipeline.bootstrapServers(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            TRANSACTIONAL_ID,
            // What a killed run leaves open holds up the readers for this long at most.
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            30_000,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.BATCH_SIZE_CONFIG,
            131_072,
            // The broker's limit is the one that counts.
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            16 * 1024 * 1024);
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new TransactionalTarget(new KafkaProducer<>(config, bytes, bytes));
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
    AtomicReference<SourceOffset> refused = new AtomicReference<>();
    try {
      producer.beginTransaction();
      for (QuarantinedRecord record : batch) {
        var unused =
            producer.send(
                again(record),
                (metadata, failure) -> {
                  if (failure != null) {
                    refused.compareAndSet(null, record.origin());
                  }
                });
        var unusedToo = producer.send(ReplayLedger.entry(record.origin()));
      }
      producer.commitTransaction();
    } catch (KafkaException e) {
      abort(e);
      throw new ReplayFailedException(e, refused.get());
    }
    batch.clear();
    batchBytes = 0;
  }

  @Override
  public void close() {
    producer.close();
  }

  /** The record as it came, under the same key, and one header more. */
  private static ProducerRecord<byte[], byte[]> again(QuarantinedRecord record) {
    RecordHeaders headers = new RecordHeaders(record.headers());
    headers.add(QuarantinedRecord.REPLAY_OF, record.origin().toString().getBytes(UTF_8));
    return new ProducerRecord<>(
        record.origin().topic(), null, record.key(), record.value(), headers);
  }

  private void abort(KafkaException because) {
    try {
      producer.abortTransaction();
    } catch (KafkaException e) {
      because.addSuppressed(e); // another run has taken over, or the time-out will end it
    }
  }
}
