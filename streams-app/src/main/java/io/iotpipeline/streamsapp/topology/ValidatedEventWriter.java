package io.iotpipeline.streamsapp.topology;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.iotpipeline.schemas.EventBucket;
import io.iotpipeline.schemas.ValidatedEvent;
import io.iotpipeline.streamsapp.registry.WireFormatWriter;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Makes the value of a validated event.
 *
 * <p>ValidatedEvent is SensorEvent and two more fields at the end, day and hour. So the bytes of an
 * event that our own schema wrote become those of the validated one by another schema id in front
 * and the two behind. The configured serializer, whose id is taken, must make the same bytes of a
 * sample; if it does not, and for bytes of any other layout, it does all the work itself. One
 * instance a thread.
 */
final class ValidatedEventWriter {

  private static final String TOPIC = PipelineTopology.VALIDATED_EVENTS;
  private static final int HEADER_BYTES = WireFormatWriter.HEADER_BYTES;
  private static final long DAY_MS = 86_400_000;
  private static final int DAYS_KEPT = 64;

  private final Serializer<? super ValidatedEvent> serializer;
  private final EventBucket bucket;
  private final long[] daysKept = new long[DAYS_KEPT];
  private final byte[][] dayFields = new byte[DAYS_KEPT][];

  /** What the serializer writes in front; empty when its bytes are not Avro's plain form. */
  private byte[] header;

  ValidatedEventWriter(Serializer<? super ValidatedEvent> serializer, EventBucket bucket) {
    this.serializer = serializer;
    this.bucket = bucket;
  }

  byte[] write(DecodedEvent reading) {
    if (header == null) {
      header = learnHeader();
    }
    return reading.hasOurLayout() && header.length > 0
        ? append(reading.bytes(), dayField(reading.time()), bucket.hourOf(reading.time()))
        : serializer.serialize(TOPIC, event(reading));
  }

  private byte[] append(byte[] value, byte[] day, int hour) {
    byte[] bytes = new byte[value.length + day.length + 1];
    System.arraycopy(header, 0, bytes, 0, HEADER_BYTES);
    System.arraycopy(value, HEADER_BYTES, bytes, HEADER_BYTES, value.length - HEADER_BYTES);
    System.arraycopy(day, 0, bytes, value.length, day.length);
    bytes[bytes.length - 1] = (byte) (2 * hour); // Avro's int below 64
    return bytes;
  }

  private byte[] learnHeader() {
    ValidatedEvent sample =
        new ValidatedEvent(
            new UUID(1, 2).toString(), "s", Instant.EPOCH, Map.of("m", 1.5), day(0), 7);
    WireFormatWriter<ValidatedEvent> plain =
        WireFormatWriter.learn(serializer.serialize(TOPIC, sample), sample);
    return plain == null ? new byte[0] : plain.header();
  }

  /** Avro's string: its length times two, then the text. */
  private byte[] dayField(long timeMs) {
    long day = Math.floorDiv(timeMs, DAY_MS);
    int place = (int) Math.floorMod(day, (long) DAYS_KEPT);
    if (dayFields[place] == null || daysKept[place] != day) {
      byte[] text = day(day).getBytes(US_ASCII);
      byte[] field = new byte[1 + text.length];
      field[0] = (byte) (2 * text.length);
      System.arraycopy(text, 0, field, 1, text.length);
      dayFields[place] = field;
      daysKept[place] = day;
    }
    return dayFields[place];
  }

  private ValidatedEvent event(DecodedEvent reading) {
    Map<String, Double> measurements = new HashMap<>();
    for (int i = 0; i < reading.size(); i++) {
      measurements.put(reading.metric(i), reading.value(i));
    }
    return new ValidatedEvent(
        reading.eventId(),
        reading.sensorId(),
        Instant.ofEpochMilli(reading.time()),
        measurements,
        day(Math.floorDiv(reading.time(), DAY_MS)),
        bucket.hourOf(reading.time()));
  }

  private static String day(long epochDay) {
    return LocalDate.ofEpochDay(epochDay).toString();
  }
}
