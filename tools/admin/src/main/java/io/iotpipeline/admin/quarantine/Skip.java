package io.iotpipeline.admin.quarantine;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.admin.kafka.BatchReader;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.admin.kafka.StreamsGroup;
import io.iotpipeline.admin.kafka.TopicReader;
import io.iotpipeline.schemas.RejectedEvent;
import io.iotpipeline.schemas.RejectedRecord;
import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.common.utils.internals.BufferSupplier;
import org.apache.kafka.common.utils.internals.CloseableIterator;

/**
 * Moves the streams app past a record that is too large for its memory.
 *
 * <p>A consumer decompresses a batch from its beginning, so the whole batch is skipped, and with it
 * the records before it that the app has not committed. All of them are written to the quarantine
 * in the transactions that move the app's offset: the readable ones whole, as SKIPPED, of the
 * others only their sizes, as TOO_LARGE.
 */
public final class Skip implements AutoCloseable {

  /** Larger records are skipped; the app can hold a record of this size. */
  static final int MAX_RECORD_BYTES = 16 * 1024 * 1024;

  private static final String INPUT = Topics.SENSOR_EVENTS.name();

  /**
   * The first record of a partition that is too large.
   *
   * @param from first offset that is skipped: the committed offset of the streams app
   * @param next first offset that is not skipped
   * @param offset offset of the record
   * @param bytes its size before compression
   */
  public record Found(TopicPartition partition, long from, long next, long offset, long bytes) {}

  private final Pipeline pipeline;
  private final Poller.ProgressListener progress;
  private final BatchReader batches;
  private final BufferSupplier buffers = BufferSupplier.create();

  /**
   * @param progress is informed while the streams app has not left its group
   */
  public Skip(Pipeline pipeline, Poller.ProgressListener progress) {
    this.pipeline = pipeline;
    this.progress = progress;
    this.batches = new BatchReader(pipeline);
  }

  /**
   * Finds in each partition the first record that is too large and not yet processed.
   *
   * @throws PipelineException if an instance of the streams app runs, or Kafka does not answer
   */
  public List<Found> find() {
    List<Found> found = new ArrayList<>();
    Map<TopicPartition, OffsetAndMetadata> committed = committedOffsets();
    try (TopicReader reader = new TopicReader(pipeline)) {
      for (TopicPartition partition : reader.partitions(INPUT)) {
        OffsetAndMetadata offset = committed.get(partition);
        long beginning = reader.beginning(partition);
        find(partition, offset == null ? beginning : Math.max(beginning, offset.offset()))
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private Optional<Found> find(TopicPartition partition, long from) {
    List<Found> found = new ArrayList<>();
    batches.read(
        partition,
        from,
        batch -> {
          forEachSize(
              batch,
              record -> {
                if (found.isEmpty()
                    && record.offset() >= from
                    && record.sizeInBytes() > MAX_RECORD_BYTES) {
                  found.add(
                      new Found(
                          partition,
                          from,
                          batch.nextOffset(),
                          record.offset(),
                          record.sizeInBytes()));
                }
              });
          return found.isEmpty();
        });
    return found.stream().findFirst();
  }

  /** Passes on the sizes of the records; keys and values are not read into memory. */
  private void forEachSize(DefaultRecordBatch batch, Consumer<Record> each) {
    try (CloseableIterator<Record> records = batch.skipKeyValueIterator(buffers)) {
      records.forEachRemaining(each);
    }
  }

  /**
   * Writes the skipped records to the quarantine and moves the offset of the streams app.
   *
   * @return the number of skipped records
   */
  public long apply(Found found) {
    try (Serializer<RejectedEvent> serializer = KafkaClients.serdes(pipeline).serializer();
        SkipWriter writer = new SkipWriter(pipeline, found.partition(), serializer)) {
      batches.read(
          found.partition(),
          found.from(),
          batch -> {
            if (batch.baseOffset() < found.next()) {
              skip(batch, found, writer);
            }
            return batch.nextOffset() < found.next();
          });
      writer.commit(found.next());
      return writer.records();
    }
  }

  private void skip(DefaultRecordBatch batch, Found found, SkipWriter writer) {
    if (batch.baseOffset() <= found.offset() && found.offset() <= batch.lastOffset()) {
      forEachSize(
          batch,
          record -> {
            if (record.offset() >= found.from()) {
              writer.add(sizesOnly(record, found));
            }
          });
      return;
    }
    try (CloseableIterator<Record> records = batch.streamingIterator(buffers, MAX_RECORD_BYTES)) {
      records.forEachRemaining(
          record -> {
            if (record.offset() >= found.from()) {
              writer.add(whole(record, found));
            }
          });
    }
  }

  private static RejectedRecord whole(Record record, Found found) {
    return RejectedRecord.of(
        RejectionReason.SKIPPED,
        "not processed before the record with offset %d, which has %d bytes"
            .formatted(found.offset(), found.bytes()),
        origin(record, found),
        Instant.now(),
        Utils.toNullableArray(record.key()),
        Utils.toNullableArray(record.value()),
        new RecordHeaders(record.headers()));
  }

  private static RejectedRecord sizesOnly(Record record, Found found) {
    RejectedEvent event =
        new RejectedEvent(
            RejectionReason.TOO_LARGE.name(),
            "in a batch with the record with offset %d, which has %d bytes; skipped by an operator"
                .formatted(found.offset(), found.bytes()),
            found.partition().topic(),
            found.partition().partition(),
            record.offset(),
            Instant.now(),
            null,
            null,
            (long) Math.max(0, record.keySize()),
            (long) Math.max(0, record.valueSize()),
            null,
            null);
    return new RejectedRecord(null, event, new RecordHeaders());
  }

  private static RejectedRecord.Origin origin(Record record, Found found) {
    return new RejectedRecord.Origin(
        found.partition().topic(), found.partition().partition(), record.offset());
  }

  private Map<TopicPartition, OffsetAndMetadata> committedOffsets() {
    try (Admin admin = KafkaClients.admin(pipeline)) {
      if (!StreamsGroup.awaitEmpty(pipeline, progress)) {
        throw new PipelineException(
            "The streams app runs, and its offsets cannot be moved: stop all its instances first");
      }
      return admin.listConsumerGroupOffsets(StreamsGroup.ID).partitionsToOffsetAndMetadata().get();
    } catch (ExecutionException e) {
      throw new PipelineException(
          "Cannot read the offsets of the streams app: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipelineException("interrupted while reading offsets", e);
    }
  }

  @Override
  public void close() {
    buffers.close();
    batches.close();
  }
}
