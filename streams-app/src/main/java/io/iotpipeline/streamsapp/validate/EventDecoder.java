package io.iotpipeline.streamsapp.validate;

import static io.iotpipeline.schemas.RejectionReason.MISSING_VALUE;
import static io.iotpipeline.schemas.RejectionReason.UNDECODABLE;
import static io.iotpipeline.schemas.RejectionReason.UNKNOWN_SCHEMA;

import io.iotpipeline.schemas.RegistryUnavailableException;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.Topics;
import io.iotpipeline.schemas.WireFormat;
import io.iotpipeline.streamsapp.registry.RetryPolicy;
import io.iotpipeline.streamsapp.registry.SchemaCache;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Decodes an event from the registry's wire format: the magic byte 0, a schema id of 4 bytes, Avro
 * binary.
 *
 * <p>{@link SensorEventReader} reads events whose schema has the same layout as ours; the
 * configured deserializer reads all others.
 *
 * <p>An exception of the deserializer can have two causes: invalid bytes or an unavailable
 * registry. Its type does not tell which. So the bytes are rejected only if the schema is
 * available: it was used before, or the registry answers before and after a second attempt. That
 * counts for some seconds, so that a flood of invalid bytes does not cost two requests each.
 *
 * <p>Extra bytes after the event are not detected, because deserializers ignore them. Not
 * thread-safe.
 */
public final class EventDecoder {

  private static final long OUR_LAYOUT =
      SchemaNormalization.parsingFingerprint64(Topics.SENSOR_EVENTS.schema());

  private static final long CONFIRMED_NANOS = Duration.ofSeconds(5).toNanos();

  private final SchemaCache schemas;
  private final Deserializer<?> deserializer;
  private final RetryPolicy retry;
  private final LongSupplier nanoClock;
  private final SensorEventReader reader = new SensorEventReader();
  private final MissingFields missingFields = new MissingFields();

  /** Schema ids that the deserializer has used, so it does not need the registry for them. */
  private final Set<Integer> usedIds = new HashSet<>();

  /**
   * When the registry answered before and after the deserializer failed, by schema id; so the
   * schema is available.
   */
  private final Map<Integer, Long> confirmedNanos = new HashMap<>();

  /** Whether the schema of an id has the same layout as our schema. */
  private final Map<Integer, Boolean> ourLayouts = new HashMap<>();

  private long lastOurLayoutId = Long.MIN_VALUE;

  /**
   * @param nanoClock {@code System::nanoTime}
   */
  public EventDecoder(
      SchemaCache schemas,
      Deserializer<?> deserializer,
      RetryPolicy retry,
      LongSupplier nanoClock) {
    this.schemas = schemas;
    this.deserializer = deserializer;
    this.retry = retry;
    this.nanoClock = nanoClock;
  }

  /**
   * @throws RegistryUnavailableException if the registry is needed and does not answer within the
   *     retry timeout
   */
  public Decoding decode(byte[] value) {
    if (value == null) {
      return new Rejected(MISSING_VALUE, "the record has no value");
    }
    if (value.length < WireFormat.HEADER_BYTES || value[0] != WireFormat.MAGIC) {
      return new Rejected(
          UNDECODABLE,
          "the value starts with "
              + Quote.bytes(value)
              + "; expected the byte 0, a schema id of 4 bytes and Avro binary");
    }
    int id = ByteBuffer.wrap(value).getInt(1);
    if (hasOurLayout(id)) {
      DecodedEvent event = reader.read(value, WireFormat.HEADER_BYTES);
      if (event != null) {
        return new Decoding.Decoded(event);
      }
    }
    return usedIds.contains(id)
        ? decodeWithKnownSchema(id, value)
        : retry.retry(() -> decodeFirst(id, value));
  }

  private boolean hasOurLayout(int id) {
    if (id == lastOurLayoutId) {
      return true;
    }
    if (ourLayouts.getOrDefault(id, false)) {
      lastOurLayoutId = id;
      return true;
    }
    return false;
  }

  private static boolean isOurLayout(String schema) {
    try {
      return SchemaNormalization.parsingFingerprint64(new Schema.Parser().parse(schema))
          == OUR_LAYOUT;
    } catch (AvroRuntimeException notAvro) {
      return false; // the deserializer reports it
    }
  }

  private Decoding decodeFirst(int id, byte[] value) {
    Optional<String> schema = schemas.find(id);
    if (schema.isEmpty()) {
      return new Rejected(
          UNKNOWN_SCHEMA, "the registry has no schema with id " + Integer.toUnsignedString(id));
    }
    List<String> missing = missingFields.of(id, schema.get());
    if (!missing.isEmpty()) {
      return new Rejected(
          UNDECODABLE,
          "schema " + id + " does not have the required fields " + String.join(", ", missing));
    }
    ourLayouts.computeIfAbsent(id, newId -> isOurLayout(schema.get()));
    try {
      return deserialize(id, value);
    } catch (RuntimeException | StackOverflowError bytesOrRegistry) {
      return isConfirmed(id) ? undecodable(id, bytesOrRegistry) : decodeAgain(id, value);
    }
  }

  private Decoding decodeAgain(int id, byte[] value) {
    schemas.fetch(id);
    Decoding decoding = decodeWithKnownSchema(id, value);
    schemas.fetch(id);
    confirmedNanos.put(id, nanoClock.getAsLong());
    return decoding;
  }

  private boolean isConfirmed(int id) {
    Long confirmed = confirmedNanos.get(id);
    return confirmed != null && nanoClock.getAsLong() - confirmed < CONFIRMED_NANOS;
  }

  private Decoding decodeWithKnownSchema(int id, byte[] value) {
    try {
      return deserialize(id, value);
    } catch (RuntimeException | StackOverflowError e) {
      // A recursive schema lets a few bytes overflow the stack.
      return undecodable(id, e);
    }
  }

  private static Rejected undecodable(int id, Throwable cause) {
    return new Rejected(
        UNDECODABLE, "cannot be decoded with schema " + id + ": " + Quote.text("" + cause));
  }

  private Decoding deserialize(int id, byte[] value) {
    Object decoded = deserializer.deserialize(Topics.SENSOR_EVENTS.name(), value);
    usedIds.add(id);
    if (decoded instanceof SensorEvent event) {
      return new Decoding.Decoded(new DecodedEvent(value, event));
    }
    String type = decoded == null ? "null" : decoded.getClass().getName();
    return new Rejected(
        UNDECODABLE, "schema " + id + " is decoded to " + type + ", expected SensorEvent");
  }
}
