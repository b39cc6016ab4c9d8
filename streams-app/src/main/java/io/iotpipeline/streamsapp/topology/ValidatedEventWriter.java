package io.iotpipeline.streamsapp.topology;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.iotpipeline.schemas.EventBucket;
import io.iotpipeline.schemas.ValidatedEvent;
import io.iotpipeline.schemas.WireFormat;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes the value of a validated event.
 *
 * <p>ValidatedEvent is SensorEvent plus two fields at the end, day and hour. So the bytes of an
 * event that has the layout of our schema are reused: the writer replaces the schema id in front
 * and appends the two fields. It takes the schema id from the configured serializer, and compares
 * its own bytes with the serializer's for a sample. If they differ, and for events of any other
 * layout, the configured serializer writes the event. Not thread-safe.
 */
final class ValidatedEventWriter {

  private static final String TOPIC = TopologyNames.VALIDATED_EVENTS;
  private static final int HEADER_BYTES = WireFormat.HEADER_BYTES;
  private static final long DAY_MS = Duration.ofDays(1).toMillis();
  private static final int CACHED_DAYS = 64;

  private final Serializer<? super ValidatedEvent> serializer;
  private final EventBucket bucket;
  private final long[] cachedDays = new long[CACHED_DAYS];
  private final byte[][] dayFields = new byte[CACHED_DAYS][];

  /** The serializer's header; empty if it does not write a header and Avro binary. */
  private byte[] header;

  ValidatedEventWriter(Serializer<? super ValidatedEvent> serializer, EventBucket bucket) {
    this.serializer = serializer;
    this.bucket = bucket;
  }

  byte[] write(DecodedEvent event) {
    if (header == null) {
      header = findHeader();
    }
    return event.hasOurLayout() && header.length > 0
        ? append(event.bytes(), dayField(event.time()), bucket.hourOf(event.time()))
        : serializer.serialize(TOPIC, validated(event));
  }

  private byte[] append(byte[] value, byte[] day, int hour) {
    byte[] bytes = new byte[value.length + day.length + 1];
    System.arraycopy(header, 0, bytes, 0, HEADER_BYTES);
    System.arraycopy(value, HEADER_BYTES, bytes, HEADER_BYTES, value.length - HEADER_BYTES);
    System.arraycopy(day, 0, bytes, value.length, day.length);
    bytes[bytes.length - 1] = (byte) (2 * hour); // Avro int, zigzag: one byte below 64
    return bytes;
  }

  private byte[] findHeader() {
    ValidatedEvent sample =
        new ValidatedEvent(
            new UUID(1, 2).toString(), "s", Instant.EPOCH, Map.of("m", 1.5), day(0), 7);
    return WireFormat.header(serializer.serialize(TOPIC, sample), sample).orElse(new byte[0]);
  }

  /** The day as an Avro string: twice its length (zigzag), then the text. */
  private byte[] dayField(long timeMs) {
    long day = Math.floorDiv(timeMs, DAY_MS);
    int slot = (int) Math.floorMod(day, (long) CACHED_DAYS);
    if (dayFields[slot] == null || cachedDays[slot] != day) {
      byte[] text = day(day).getBytes(US_ASCII);
      byte[] field = new byte[1 + text.length];
      field[0] = (byte) (2 * text.length);
      System.arraycopy(text, 0, field, 1, text.length);
      dayFields[slot] = field;
      cachedDays[slot] = day;
    }
    return dayFields[slot];
  }

  private ValidatedEvent validated(DecodedEvent event) {
    Map<String, Double> measurements = new HashMap<>();
    for (int i = 0; i < event.size(); i++) {
      measurements.put(event.metric(i), event.value(i));
    }
    return new ValidatedEvent(
        event.eventId(),
        event.sensorId(),
        Instant.ofEpochMilli(event.time()),
        measurements,
        day(Math.floorDiv(event.time(), DAY_MS)),
        bucket.hourOf(event.time()));
  }

  private static String day(long epochDay) {
    return LocalDate.ofEpochDay(epochDay).toString();
  }
}
