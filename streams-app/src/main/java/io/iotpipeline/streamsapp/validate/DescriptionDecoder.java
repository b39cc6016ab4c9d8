package io.iotpipeline.streamsapp.validate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.schemas.RegistryUnavailableException;
import io.iotpipeline.schemas.SensorDescription;
import io.iotpipeline.schemas.WireFormat;
import io.iotpipeline.streamsapp.register.Description;
import io.iotpipeline.streamsapp.registry.RetryPolicy;
import io.iotpipeline.streamsapp.registry.SchemaCache;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;

/** Decodes the description of a sensor from the registry's wire format, and validates it. */
public final class DescriptionDecoder {

  private final SchemaCache schemas;
  private final RetryPolicy retry;

  public DescriptionDecoder(SchemaCache schemas, RetryPolicy retry) {
    this.schemas = schemas;
    this.retry = retry;
  }

  /** Returns the sensor that a record describes: its key is the sensor id in UTF-8. */
  public static String sensorId(byte[] key) {
    String id = key == null ? "" : new String(key, UTF_8);
    if (id.isBlank() || id.length() > EventValidator.MAX_NAME_LENGTH) {
      throw new IllegalArgumentException("the key is no sensor id");
    }
    return id;
  }

  /**
   * @param value null deletes the description
   * @throws IllegalArgumentException if the value is no description of this sensor
   * @throws RegistryUnavailableException if the registry does not answer within the retry timeout
   */
  public Description decode(String sensorId, byte[] value) {
    if (value == null) {
      return Description.NONE;
    }
    if (value.length < WireFormat.HEADER_BYTES || value[0] != WireFormat.MAGIC) {
      throw new IllegalArgumentException("the value is not in the registry's wire format");
    }
    int id = ByteBuffer.wrap(value).getInt(1);
    String schema =
        retry
            .retry(() -> schemas.find(id))
            .orElseThrow(
                () -> new IllegalArgumentException("the registry has no schema with id " + id));
    SensorDescription record = read(schema, value);
    if (!record.getSensorId().equals(sensorId)) {
      throw new IllegalArgumentException(
          "the key is " + Quote.text(sensorId) + ", sensor_id " + Quote.text(record.getSensorId()));
    }
    return Description.of(record);
  }

  private static SensorDescription read(String schema, byte[] value) {
    int header = WireFormat.HEADER_BYTES;
    try {
      BinaryDecoder in =
          DecoderFactory.get().binaryDecoder(value, header, value.length - header, null);
      Schema writer = new Schema.Parser().parse(schema);
      return new SpecificDatumReader<SensorDescription>(writer, SensorDescription.getClassSchema())
          .read(null, in);
    } catch (RuntimeException | StackOverflowError | IOException e) {
      // Avro throws any of them for some bytes; a recursive schema overflows the stack.
      throw new IllegalArgumentException("the value cannot be decoded: " + e, e);
    }
  }
}
