package io.iotpipeline.streamsapp;

import static io.iotpipeline.schemas.RejectionReason.MISSING_VALUE;
import static io.iotpipeline.schemas.RejectionReason.UNDECODABLE;
import static io.iotpipeline.schemas.RejectionReason.UNKNOWN_SCHEMA;

import io.iotpipeline.schemas.RegistryUnavailableException;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.Topics;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads an event from a record's bytes: the magic byte 0, a 4-byte schema id, Avro binary.
 *
 * <p>An exception of the deserializer may speak of the bytes or of the registry, in the language of
 * whoever wrote the deserializer. So it counts against the bytes only when their schema is at hand:
 * it has been used before, or the registry answers before and after a second attempt. One instance
 * a thread.
 *
 * <p>Bytes left over behind an event go unnoticed: no deserializer tells of them.
 */
final class EventDecoder {

  private static final byte MAGIC = 0;
  private static final int HEADER_BYTES = 5;

  private final KnownSchemas schemas;
  private final Deserializer<?> deserializer;
  private final Retry retry;

  /** Ids that this deserializer has decoded with, so that it needs the registry no more. */
  private final Set<Integer> proven = new HashSet<>();

  EventDecoder(KnownSchemas schemas, Deserializer<?> deserializer, Retry retry) {
    this.schemas = schemas;
    this.deserializer = deserializer;
    this.retry = retry;
  }

  /**
   * @throws RegistryUnavailableException when nothing can be said without the registry, and it
   *     gives no answer for too long
   */
  Decoding decode(byte[] value) {
    if (value == null) {
      return new Rejected(MISSING_VALUE, "the record has no value");
    }
    if (value.length < HEADER_BYTES || value[0] != MAGIC) {
      String wanted = ", expected the byte 0, a schema id of 4 bytes and Avro";
      return new Rejected(UNDECODABLE, "the value begins " + Quote.bytes(value) + wanted);
    }
    int id = ByteBuffer.wrap(value).getInt(1);
    return proven.contains(id)
        ? decodeWithSchemaAtHand(id, value)
        : retry.untilAnswered(() -> decodeFirst(id, value));
  }

  private Decoding decodeFirst(int id, byte[] value) {
    if (!schemas.contains(id)) {
      return new Rejected(
          UNKNOWN_SCHEMA, "no schema of id " + Integer.toUnsignedString(id) + " in the registry");
    }
    try {
      return verdict(id, deserializer.deserialize(Topics.SENSOR_EVENTS.name(), value));
    } catch (RuntimeException mayBeTheRegistry) {
      schemas.ask(id);
      Decoding decoding = decodeWithSchemaAtHand(id, value);
      schemas.ask(id);
      return decoding;
    }
  }

  private Decoding decodeWithSchemaAtHand(int id, byte[] value) {
    try {
      return verdict(id, deserializer.deserialize(Topics.SENSOR_EVENTS.name(), value));
    } catch (RuntimeException e) {
      return new Rejected(
          UNDECODABLE, "not readable with schema " + id + ": " + Quote.text("" + e));
    }
  }

  private Decoding verdict(int id, Object decoded) {
    proven.add(id);
    if (decoded instanceof SensorEvent event) {
      return new Decoding.Decoded(event);
    }
    String type = decoded == null ? "null" : decoded.getClass().getName();
    return new Rejected(UNDECODABLE, "schema " + id + " gives a " + type + ", not a SensorEvent");
  }
}
