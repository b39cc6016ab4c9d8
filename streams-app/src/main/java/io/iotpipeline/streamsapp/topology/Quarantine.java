package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.schemas.RejectedEvent;
import io.iotpipeline.streamsapp.metrics.PipelineMetrics;
import io.iotpipeline.streamsapp.validate.Rejected;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Sends rejected records, byte for byte and with their headers, to the dead letter topic.
 *
 * <p>The topic takes what the input topic takes uncompressed. A record that is larger was
 * compressed and may be larger than any topic takes. Of such a record the beginning of the key and
 * of the value are kept, with their sizes and the SHA-256 of the value. The whole record stays
 * readable at its origin.
 */
final class Quarantine {

  /**
   * Maximum bytes of a record that is kept whole. No record that was sent without compression is
   * larger, because {@code max.message.bytes} of the input topic is 12 bytes more.
   */
  static final int MAX_WHOLE_BYTES = 1024 * 1024;

  /** Bytes kept of key and value, and maximum bytes of the headers, of a larger record. */
  static final int KEPT_BYTES = 4096;

  private final ProcessorContext<byte[], Object> context;
  private final RejectionLog rejectionLog;
  private final PipelineMetrics metrics;

  Quarantine(
      ProcessorContext<byte[], Object> context,
      RejectionLog rejectionLog,
      PipelineMetrics metrics) {
    this.context = context;
    this.rejectionLog = rejectionLog;
    this.metrics = metrics;
    context.schedule(
        Duration.ofMillis(RejectionLog.INTERVAL_MS),
        PunctuationType.WALL_CLOCK_TIME,
        rejectionLog::logIfDue);
  }

  /**
   * @param record the input record
   */
  void send(Record<byte[], byte[]> record, Rejected rejection) {
    RecordSize size = RecordSize.of(record);
    boolean whole = size.total() <= MAX_WHOLE_BYTES;
    boolean keyCut = !whole && size.key() > KEPT_BYTES;
    boolean valueCut = !whole && size.value() > KEPT_BYTES;
    boolean headersDropped = !whole && size.headers() > KEPT_BYTES;
    byte[] key = keyCut ? Arrays.copyOf(record.key(), KEPT_BYTES) : record.key();
    byte[] value = valueCut ? Arrays.copyOf(record.value(), KEPT_BYTES) : record.value();
    RecordMetadata origin = context.recordMetadata().orElseThrow();
    RejectedEvent rejectedEvent =
        new RejectedEvent(
            rejection.reason().name(),
            rejection.detail(),
            origin.topic(),
            origin.partition(),
            origin.offset(),
            Instant.ofEpochMilli(context.currentSystemTimeMs()),
            wrap(key),
            wrap(value),
            keyCut ? size.key() : null,
            valueCut ? size.value() : null,
            headersDropped ? size.headers() : null,
            valueCut ? sha256(record.value()) : null);
    Headers headers = headersDropped ? new RecordHeaders() : record.headers();
    context.forward(
        new Record<>(key, rejectedEvent, record.timestamp(), headers),
        TopologyNames.REJECTED_EVENTS);
    rejectionLog.count(rejection.reason());
    metrics.rejected(rejection.reason());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }
}
