package io.iotpipeline.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.schemas.SensorEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The records of one message, whose sizes are bounded. Not thread-safe. */
final class MessageRecords {

  /** A message is taken whatever else is in flight, if nothing is; so it is bounded itself. */
  static final long MAX_BYTES = 2 * Batch.MAX_BYTES;

  /** What a record needs in the producer besides key, value and headers; about. */
  private static final int RECORD_OVERHEAD = 100;

  private final String topic;
  private final Origin origin;
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private long bytes;

  MessageRecords(String topic, Origin origin) {
    this.topic = topic;
    this.origin = origin;
  }

  /**
   * An event that Kafka would never take is not an event for the pipeline either: its sender would
   * send it again without end.
   *
   * @throws BatchTooLargeException if the message is too large
   */
  void add(EventSerializers serializers, List<SensorEvent> events) {
    for (SensorEvent event : events) {
      byte[] key = event.getSensorId().getBytes(UTF_8);
      byte[] value = serializers.serialize(event);
      int length = key.length + value.length;
      if (length > Unreadable.MAX_BYTES) {
        String reason = "an event of %d bytes, with its sensor id as the key".formatted(length);
        add(Unreadable.of(value, 0, value.length, reason));
      } else {
        add(new ProducerRecord<>(topic, key, value), length);
      }
    }
  }

  /**
   * @throws BatchTooLargeException if the message is too large
   */
  void add(List<Unreadable> pieces) {
    pieces.forEach(this::add);
  }

  private void add(Unreadable piece) {
    ProducerRecord<byte[], byte[]> written =
        new ProducerRecord<>(
            topic,
            null,
            (byte[]) null,
            piece.bytes(),
            UnreadableHeaders.of(origin, piece.reason()));
    add(written, piece.bytes().length);
  }

  private void add(ProducerRecord<byte[], byte[]> written, int length) {
    bytes += RECORD_OVERHEAD + length;
    if (bytes > MAX_BYTES) {
      throw new BatchTooLargeException("%d MiB of records".formatted(MAX_BYTES / 1024 / 1024));
    }
    records.add(written);
  }

  List<ProducerRecord<byte[], byte[]>> records() {
    return records;
  }

  /** What they take in the producer; about. */
  long bytes() {
    return bytes;
  }
}
