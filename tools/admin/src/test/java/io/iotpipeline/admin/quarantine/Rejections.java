package io.iotpipeline.admin.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.RejectedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;

/** Builds rejected events and reads them back; a test changes the fields that it is about. */
final class Rejections {

  static final Instant AT = Instant.parse("2026-07-13T10:00:00Z");
  static final byte[] VALUE = {0, 0, 0, 0, 9, 1, 2};

  private Rejections() {}

  static RejectedEvent.Builder rejected() {
    return RejectedEvent.newBuilder()
        .setReason("UNKNOWN_SCHEMA")
        .setDetail("no schema of id 9 in the registry")
        .setTopic("sensor-events")
        .setPartition(3)
        .setOffset(1234)
        .setRejectedAt(AT)
        .setKey(bytes("s-1"))
        .setValue(ByteBuffer.wrap(VALUE));
  }

  static RejectedEvent rejectedAt(long offset) {
    return rejected().setOffset(offset).build();
  }

  static QuarantinedRecord record(RejectedEvent.Builder event) {
    return QuarantinedRecord.of(event.build(), new RecordHeaders());
  }

  /** The headers of a replayed record. */
  static Headers replayOf(String source) {
    return new RecordHeaders().add(QuarantinedRecord.REPLAY_OF, source.getBytes(UTF_8));
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  static QuarantineReader reader(FakeTopics topics) {
    AvroSerdes serdes =
        AvroSerdes.of(
            Map.of(
                AvroSerdes.REGISTRY_URL,
                "http://unused",
                "avro.deserializer",
                RejectedEvents.class.getName()));
    return new QuarantineReader(topics, serdes.deserializer(), silent());
  }

  static ReadProgress silent() {
    return new PrintedReadProgress(System.err, () -> 0);
  }

  /** A sink that accepts all records. */
  static <T> Predicate<T> into(List<T> list) {
    return element -> list.add(element);
  }

  static List<QuarantinedRecord> read(FakeTopics topics, QuarantineFilter filter) {
    List<QuarantinedRecord> read = new ArrayList<>();
    reader(topics).read(filter, into(read));
    return read;
  }

  /** Reads what {@link FakeTopics#reject} writes, without a registry. */
  public static final class RejectedEvents implements Deserializer<RejectedEvent> {
    @Override
    public RejectedEvent deserialize(String topic, byte[] value) {
      try {
        return RejectedEvent.fromByteBuffer(ByteBuffer.wrap(value));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
