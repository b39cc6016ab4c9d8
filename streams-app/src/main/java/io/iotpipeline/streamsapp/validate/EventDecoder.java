package io.iotpipeline.streamsapp.validate;

import static io.iotpipeline.schemas.RejectionReason.MISSING_VALUE;
import static io.iotpipeline.schemas.RejectionReason.UNDECODABLE;
import static io.iotpipeline.schemas.RejectionReason.UNKNOWN_SCHEMA;

import io.iotpipeline.schemas.RegistryUnavailableException;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.Topics;
import io.iotpipeline.streamsapp.registry.RetryPolicy;
import io.iotpipeline.streamsapp.registry.SchemaCache;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads an event from a record's bytes: the magic byte 0, a 4-byte schema id, Avro binary.
 *
 * <p>What our own schema wrote, or one that lays out its bytes alike, is read by {@link
 * SensorEventReader}; all else by the configured deserializer.
 *
 * <p>An exception of the deserializer may speak of the bytes or of the registry, in the language of
 * whoever wrote the deserializer. So it counts against the bytes only when their schema is at hand:
 * it has been used before, or the registry answers before and after a second attempt. One instance
 * a thread.
 *
 * <p>Bytes left over behind an event go unnoticed: no deserializer tells of them.
 */
public final class EventDecoder {

  private static final byte MAGIC = 0;
  private static final int HEADER_BYTES = 5;

  private static final long OUR_LAYOUT =
      SchemaNormalization.parsingFingerprint64(Topics.SENSOR_EVENTS.schema());

  private final SchemaCache schemas;
  private final Deserializer<?> deserializer;
  private final RetryPolicy retry;
  private final SensorEventReader reader = new SensorEventReader();
  private final MissingFields missingFields = new MissingFields();

  /** Ids that this deserializer has decoded with, so that it needs the registry no more. */
  private final Set<Integer> proven = new HashSet<>();

  /** Those of them whose events are laid out as ours. */
  private final Set<Integer> ours = new HashSet<>();

  private long lastOfOurs = Long.MIN_VALUE;

  public EventDecoder(SchemaCache schemas, Deserializer<?> deserializer, RetryPolicy retry) {
    this.schemas = schemas;
    this.deserializer = deserializer;
    this.retry = retry;
  }

  /**
   * @throws RegistryUnavailableException when nothing can be said without the registry, and it
   *     gives no answer for too long
   */
  public Decoding decode(byte[] value) {
    if (value == null) {
      return new Rejected(MISSING_VALUE, "the record has no value");
    }
    if (value.length < HEADER_BYTES || value[0] != MAGIC) {
      String wanted = ", expected the byte 0, a schema id of 4 bytes and Avro";
      return new Rejected(UNDECODABLE, "the value begins " + Quote.bytes(value) + wanted);
    }
    int id = ByteBuffer.wrap(value).getInt(1);
    if (isOurs(id)) {
      DecodedEvent reading = reader.read(value, HEADER_BYTES);
      if (reading != null) {
        return new Decoding.Decoded(reading);
      }
    }
    return proven.contains(id)
        ? decodeWithSchemaAtHand(id, value)
        : retry.untilAnswered(() -> decodeFirst(id, value));
  }

  private boolean isOurs(int id) {
    if (id == lastOfOurs) {
      return true;
    }
    if (ours.contains(id)) {
      lastOfOurs = id;
      return true;
    }
    return false;
  }

  private static boolean isOurLayout(String schema) {
    try {
      return SchemaNormalization.parsingFingerprint64(new Schema.Parser().parse(schema))
          == OUR_LAYOUT;
    } catch (AvroRuntimeException notEvenAvro) {
      return false; // the deserializer will tell
    }
  }

  private Decoding decodeFirst(int id, byte[] value) {
    Optional<String> schema = schemas.find(id);
    if (schema.isEmpty()) {
      return new Rejected(
          UNKNOWN_SCHEMA, "no schema of id " + Integer.toUnsignedString(id) + " in the registry");
    }
    List<String> missing = missingFields.of(id, schema.get());
    if (!missing.isEmpty()) {
      return new Rejected(
          UNDECODABLE,
          "schema " + id + " has no " + String.join(", ", missing) + ", which SensorEvent needs");
    }
    if (isOurLayout(schema.get())) {
      ours.add(id);
    }
    try {
      return verdict(id, value);
    } catch (RuntimeException mayBeTheRegistry) {
      schemas.ask(id);
      Decoding decoding = decodeWithSchemaAtHand(id, value);
      schemas.ask(id);
      return decoding;
    }
  }

  private Decoding decodeWithSchemaAtHand(int id, byte[] value) {
    try {
      return verdict(id, value);
    } catch (RuntimeException e) {
      return new Rejected(
          UNDECODABLE, "not readable with schema " + id + ": " + Quote.text("" + e));
    }
  }

  private Decoding verdict(int id, byte[] value) {
    Object decoded = deserializer.deserialize(Topics.SENSOR_EVENTS.name(), value);
    proven.add(id);
    if (decoded instanceof SensorEvent event) {
      return new Decoding.Decoded(new DecodedEvent(value, event));
    }
    String type = decoded == null ? "null" : decoded.getClass().getName();
    return new Rejected(UNDECODABLE, "schema " + id + " gives a " + type + ", not a SensorEvent");
  }
}
