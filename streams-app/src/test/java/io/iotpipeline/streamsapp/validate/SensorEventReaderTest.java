package io.iotpipeline.streamsapp.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.SensorEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/** Compares the reader with Avro's: if it returns an event, Avro returns the same one. */
class SensorEventReaderTest {

  private static final int HEADER = 5;

  private final SensorEventReader reader = new SensorEventReader();

  @Property(tries = 500)
  void the_common_form_is_read_as_avro_reads_it(@ForAll Random random) {
    SensorEvent event = event(random);

    DecodedEvent reading = reader.read(bytes(event), HEADER);

    assertSame(reading, event);
    assertThat(reading.hasOurLayout()).isTrue();
  }

  @Property(tries = 3000)
  void damaged_bytes_give_null_or_the_event_that_avro_reads(@ForAll Random random) {
    byte[] bytes = bytes(event(random));
    for (int flips = random.nextInt(3); flips >= 0; flips--) {
      bytes[HEADER + random.nextInt(bytes.length - HEADER)] ^= (byte) (1 << random.nextInt(8));
    }
    byte[] damaged =
        random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(5, bytes.length + 3));

    DecodedEvent reading = reader.read(damaged, HEADER);

    if (reading != null) {
      assertSame(reading, avro(damaged));
    }
  }

  @Example
  void any_other_form_gives_null() {
    String id = new UUID(1, 2).toString();
    Map<String, Double> one = Map.of("m", 1.0);
    Instant time = Instant.EPOCH;
    Map<String, Double> many = new HashMap<>();
    for (int i = 0; i < 33; i++) {
      many.put("m" + i, 1.0);
    }

    assertThat(read(new SensorEvent("no uuid", "s", time, one))).isNull();
    assertThat(read(new SensorEvent(id, "sensör", time, one))).isNull();
    assertThat(read(new SensorEvent(id, "s", time, Map.of("µ", 1.0)))).isNull();
    assertThat(read(new SensorEvent(id, "s", time, Map.of()))).isNull();
    assertThat(read(new SensorEvent(id, "s", time, many))).isNull();
    byte[] bytes = bytes(new SensorEvent(id, "s", time, one));
    assertThat(reader.read(Arrays.copyOf(bytes, bytes.length + 1), HEADER)).isNull();
    assertThat(reader.read(Arrays.copyOf(bytes, bytes.length - 1), HEADER)).isNull();
    assertThat(reader.read(bytes, HEADER)).isNotNull();
  }

  @Example
  void a_repeated_metric_gives_null() {
    byte[] bytes =
        bytes(
            new SensorEvent(
                new UUID(1, 2).toString(), "s", Instant.EPOCH, Map.of("a", 1.0, "b", 2.0)));
    for (int i = HEADER; i < bytes.length; i++) {
      if (bytes[i] == 'b' && bytes[i - 1] == 2) {
        bytes[i] = 'a';
      }
    }

    assertThat(avro(bytes).getMeasurements()).containsOnlyKeys("a");
    assertThat(reader.read(bytes, HEADER)).isNull();
  }

  private DecodedEvent read(SensorEvent event) {
    return reader.read(bytes(event), HEADER);
  }

  private static SensorEvent event(Random random) {
    Map<String, Double> measurements = new HashMap<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      measurements.put("metric" + random.nextInt(10), Double.longBitsToDouble(random.nextLong()));
    }
    return new SensorEvent(
        new UUID(random.nextLong(), random.nextLong()).toString(),
        "s".repeat(random.nextInt(100)),
        Instant.ofEpochMilli(random.nextLong() >> random.nextInt(60)),
        measurements);
  }

  private static void assertSame(DecodedEvent reading, SensorEvent event) {
    assertThat(reading.sensorId()).isEqualTo(event.getSensorId());
    assertThat(reading.eventId()).isEqualToIgnoringCase(event.getEventId());
    assertThat(new UUID(reading.idHigh(), reading.idLow()))
        .isEqualTo(UUID.fromString(event.getEventId()));
    assertThat(reading.time()).isEqualTo(event.getEventTime().toEpochMilli());
    Map<String, Double> measurements = new HashMap<>();
    for (int i = 0; i < reading.size(); i++) {
      measurements.put(reading.metric(i), reading.value(i));
    }
    assertThat(measurements).isEqualTo(event.getMeasurements());
  }

  private static byte[] bytes(SensorEvent event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[HEADER]);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      new SpecificDatumWriter<>(SensorEvent.class).write(event, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static SensorEvent avro(byte[] bytes) {
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
    try {
      return new SpecificDatumReader<>(SensorEvent.class).read(null, decoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
