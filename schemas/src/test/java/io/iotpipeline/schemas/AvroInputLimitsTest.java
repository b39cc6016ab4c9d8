package io.iotpipeline.schemas;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.SystemLimitException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AvroInputLimitsTest {

  private interface Encoding {
    void to(BinaryEncoder encoder) throws IOException;
  }

  @BeforeAll
  static void install_the_limits() {
    AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, "http://localhost:1"));
  }

  @Test
  void a_string_with_a_claimed_length_of_a_gigabyte_is_rejected_before_allocation()
      throws IOException {
    byte[] bytes = bytes(encoder -> encoder.writeLong(1L << 30));

    assertThatThrownBy(() -> read(bytes)).isInstanceOf(SystemLimitException.class);
  }

  @Test
  void a_map_with_a_claimed_size_of_a_billion_is_rejected_before_allocation() throws IOException {
    byte[] bytes =
        bytes(
            encoder -> {
              encoder.writeString("6c2f5a0e-0000-4000-8000-000000000000");
              encoder.writeString("sensor-1");
              encoder.writeLong(0);
              encoder.writeLong(1_000_000_000);
              encoder.writeString("temp");
              encoder.writeDouble(1);
            });

    assertThatThrownBy(() -> read(bytes)).isInstanceOf(SystemLimitException.class);
  }

  private static byte[] bytes(Encoding encoding) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    encoding.to(encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static SensorEvent read(byte[] bytes) throws IOException {
    return new SpecificDatumReader<>(SensorEvent.class)
        .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }
}
